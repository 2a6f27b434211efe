package dev.tarife.table;

import static dev.tarife.table.SmallTariff.PRICES;
import static dev.tarife.table.SmallTariff.RATES;
import static dev.tarife.table.SmallTariff.row;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** Sound small tables with one fault each, and what the check says of it. */
@NullUnmarked
public // an empty cell is null
final class FaultyTables {
  private static final LocalDate MAY = LocalDate.of(2024, 5, 1);
  private static final LocalDate MAY_10 = LocalDate.of(2024, 5, 10);
  private static final LocalDate MAY_20 = LocalDate.of(2024, 5, 20);
  private static final LocalDate JUNE = LocalDate.of(2024, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2024, 7, 1);

  /**
   * A fault.
   *
   * @param check the check that must find it
   * @param change makes it
   * @param told the finding and its details, as people read them
   */
  public record Fault(String check, UnaryOperator<SmallTariff> change, String told) {
    @Override
    public String toString() {
      return check + ": " + told.lines().findFirst().orElse("");
    }
  }

  private FaultyTables() {}

  public static List<Fault> all() {
    return List.of(
        fault(
            "tier-gap",
            prices(tier("graduated", 0, 10, 0.02), tier("graduated", 11, null, 0.01)),
            """
            prices.xlsx:Prices!H4: no tier prices from 10 to 11; write 10 into Tier from, or 11 into Tier to of row 3
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,660,US,did
            """),
        fault(
            "tier-gap",
            prices(tier("volume", 0, 10, 0.02), tier("volume", 10.5, null, 0.01)),
            """
            prices.xlsx:Prices!H4: no tier prices from 10 to 10.5; write 10 into Tier from, or 10.5 into Tier to of row 3
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,615,US,did
            """),
        fault(
            "tier-gap",
            prices(tier("graduated", 0, 10, 0.02)),
            """
            prices.xlsx:Prices!I3: the last tier ends at 10, and nothing prices what is above; clear its Tier to, or add the tier above
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,660,US,did
            """),
        fault(
            "tier-gap",
            prices(tier("graduated", 10, null, 0.02)),
            """
            prices.xlsx:Prices!H3: the first tier starts above 10, and nothing prices what is below; start it at 0, or add the tier below
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "tier-overlap",
            prices(tier("graduated", 0, 12, 0.02), tier("graduated", 10, null, 0.01)),
            """
            prices.xlsx:Prices!H4: the tier overlaps the one of row 3, which runs to 12; write 10 into Tier to of row 3
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, has two prices:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,660,US,did
            """),
        fault(
            "tier-overlap",
            prices(
                tier("graduated", 0, 100, 0.03),
                tier("graduated", 10, 20, 0.02),
                tier("graduated", 100, null, 0.01)),
            """
            prices.xlsx:Prices!H4: the tier overlaps the one of row 3, which runs to 100; write 10 into Tier to of row 3
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, has two prices:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,660,US,did
            """),
        fault(
            "price-twice",
            prices(tier("graduated", 0, null, 0.02), tier("graduated", 0, null, 0.01)),
            """
            prices.xlsx:Prices!J4: the row prices the same as row 3 of sheet Prices, from the same day; delete one of them, or give the later one an Effective from
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, has two prices:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "price-twice",
            prices(
                price("service", null, null, 0.018, null, null),
                price("inbound", null, null, 0.002, null, null)),
            """
            prices.xlsx:Prices!A4: the charge (inbound) is priced in telephony.xlsx too; price it in one of the two
            rows: prices.xlsx:Prices!4, telephony.xlsx:Inbound!2
            this record, in us-west-2, has two prices:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,did
            """),
        fault(
            "price-ambiguous",
            prices(
                price("service", null, null, 0.018, null, null),
                price("service", "gold", null, 0.01, null, null),
                price("service", null, "us-west-2", 0.012, null, null)),
            """
            prices.xlsx:Prices!J5: the row and row 4 can price the same usage, and neither names more than the other; let one of them name more of Plan, Region, Country, Number type
            rows: prices.xlsx:Prices!5, 4
            this record, in us-west-2, plan gold, has two prices:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "date-overlap",
            prices(
                price("service", null, null, 0.018, MAY, JULY),
                price("service", null, null, 0.02, JUNE, null)),
            """
            prices.xlsx:Prices!N4: the row overlaps row 3, which holds until 2024-07-01; end that row on 2024-06-01, or leave its Effective to empty
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, has two prices:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-06-01T00:00:00Z,60,US,did
            """),
        fault(
            "date-gap",
            prices(
                price("service", null, null, 0.018, null, MAY_10),
                price("service", null, null, 0.02, MAY_20, null)),
            """
            prices.xlsx:Prices!N4: nothing is priced from 2024-05-10 to 2024-05-20; let row 3 end on 2024-05-20, or add a row for the days between
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-10T00:00:00Z,60,US,did
            """),
        fault(
            "date-gap",
            prices(
                price("service", null, null, 0.018, JUNE, null),
                price("service", null, "us-west-2", 0.02, null, MAY_10)),
            """
            prices.xlsx:Prices!O4: nothing is priced from 2024-05-10 to 2024-06-01; let row 4 end on 2024-06-01, or add a row for the days between
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-10T00:00:00Z,60,US,did
            """),
        fault(
            "price-ends",
            prices(price("service", null, null, 0.018, null, JUNE)),
            """
            prices.xlsx:Prices!O3: warning: nothing is priced from 2024-06-01 on; add the row that holds from 2024-06-01, or clear Effective to if the price goes on
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-06-01T00:00:00Z,60,US,did
            """),
        fault(
            "date-gap",
            inbound(
                row("us-west-2", "US", "did", null, null, 0.0022, null, MAY),
                row("us-west-2", "US", "did", null, null, 0.003, JUNE)),
            """
            telephony.xlsx:Inbound!G3: nothing is priced from 2024-05-01 to 2024-06-01; let row 2 end on 2024-06-01, or add a row for the days between
            rows: telephony.xlsx:Inbound!3, 2
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,did
            """),
        fault(
            "price-gap",
            prices(price("service", "gold", null, 0.018, null, null)),
            """
            prices.xlsx:Prices!C3: warning: the charge (service) has no price in us-west-2, standard; add a row for it, or one with an empty Region and Plan
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "region-unpriced",
            plus("charges.xlsx", "Regions", row("eu-west-2", "London")),
            """
            charges.xlsx:Regions!3: warning: the Region (eu-west-2) has no price in telephony.xlsx: its numbers and calls are rejected; add its prices, or delete the Region
            this record, in eu-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,end_time,resource_id,country,number_type
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource,US,did
            """),
        fault(
            "charge-unpriced",
            prices(),
            """
            metering.xlsx:Metering!H2: nothing prices the charge (service); add its row to prices.xlsx, Prices
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "charge-unpriced",
            prices(row("service", null, null, "US", null, null, null, null, null, 0.018)),
            """
            metering.xlsx:Metering!H2: no price of the charge (service) matches its usage: the prices name what the usage has not; name the column in Dimensions, or clear it in the prices
            rows: metering.xlsx:Metering!2, prices.xlsx:Prices!3
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "price-unreachable",
            prices(
                price("service", null, null, 0.018, null, null),
                row("service", null, null, "US", null, null, null, null, null, 0.02)),
            """
            prices.xlsx:Prices!J4: warning: no usage of the charge (service) can have this price: metering.xlsx makes none with US; delete the row, or let metering.xlsx, Metering make such usage
            rows: prices.xlsx:Prices!4, metering.xlsx:Metering!2
            this record, in us-west-2, is priced by another row:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "price-hidden",
            prices(
                price("service", null, null, 0.018, null, null),
                price("service", null, "us-west-2", 0.02, null, null)),
            """
            prices.xlsx:Prices!J3: warning: the price is never used: row 4 prices all that the row is for; delete the row, or one that names more
            rows: prices.xlsx:Prices!3, 4
            this record, in us-west-2, is priced by another row:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "price-hidden",
            inbound(
                row("us-west-2", null, "did", null, null, 0.002),
                row("us-west-2", "US", null, null, null, 0.003),
                row("us-west-2", "CA", null, null, null, 0.003),
                row("us-west-2", "GB", null, null, null, 0.003)),
            """
            telephony.xlsx:Inbound!F2: warning: the price is never used: 3 other rows price all that the row is for; delete the row, or one that names more
            rows: telephony.xlsx:Inbound!2, 3, 4, 5
            this record, in us-west-2, is priced by another row:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,did
            """),
        fault(
            "metering-twice",
            plus(
                "metering.xlsx",
                "Metering",
                metering("voice-inbound", "service", "seconds", "sum")),
            """
            metering.xlsx:Metering!H7: the row says the same usage and charge as row 2: the usage would count twice; delete one of them, or give them different conditions
            rows: metering.xlsx:Metering!7, 2
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,600,US,did
            """),
        fault(
            "metering-overlap",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "chat", "amount", "sum", "objects", "is above", 500)),
            """
            metering.xlsx:Metering!H7: warning: some usage meets the conditions of this row and of row 5, and counts twice in the charge (chat); give the rows conditions that exclude each other, if that is not meant
            rows: metering.xlsx:Metering!7, 5
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,501,ok
            """),
        fault(
            "metering-overlap",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "chat", "amount", "sum", "result", "is none of", "bad")),
            """
            metering.xlsx:Metering!H7: warning: some usage meets the conditions of this row and of row 5, and counts twice in the charge (chat); give the rows conditions that exclude each other, if that is not meant
            rows: metering.xlsx:Metering!7, 5
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,101,ok
            """),
        fault(
            "metering-contradiction",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "not charged", null, null, "result", "is one of", "done")),
            """
            metering.xlsx:Metering!H7: warning: some usage that row 7 calls not charged is charged (chat) by row 5; give the rows conditions that exclude each other
            rows: metering.xlsx:Metering!7, 5
            this record, in us-west-2, is charged:
              record_id,instance,usage_type,start_time,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,101,done
            """),
        fault(
            "metering-overlap",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering(
                            "message", "chat", "amount", "sum", "sender", "is one of", "ÖZEL; a"),
                        metering(
                            "message", "chat", "amount", "sum", "sender", "is one of", "özel; b")),
            """
            metering.xlsx:Metering!H8: warning: some usage meets the conditions of this row and of row 7, and counts twice in the charge (chat); give the rows conditions that exclude each other, if that is not meant
            rows: metering.xlsx:Metering!8, 7
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time,sender
              example,main,message,2024-05-01T00:00:00Z,ÖZEL
            """),
        fault(
            "metering-twice",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering(
                            "message", "chat", "amount", "sum", "sender", "is one of", "IŞIK; a"),
                        metering(
                            "message", "chat", "amount", "sum", "sender", "is one of", "A; ışık")),
            """
            metering.xlsx:Metering!H8: the row says the same usage and charge as row 7: the usage would count twice; delete one of them, or give them different conditions
            rows: metering.xlsx:Metering!8, 7
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time,sender
              example,main,message,2024-05-01T00:00:00Z,IŞIK
            """),
        fault(
            "metering-overlap",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering(
                            "message", "chat", "amount", "sum", "start_time", "is before", MAY_20),
                        metering(
                            "message",
                            "chat",
                            "amount",
                            "sum",
                            "start_time",
                            "is from",
                            "2024-05-19T23:59:59Z")),
            """
            metering.xlsx:Metering!H8: warning: some usage meets the conditions of this row and of row 7, and counts twice in the charge (chat); give the rows conditions that exclude each other, if that is not meant
            rows: metering.xlsx:Metering!8, 7
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time
              example,main,message,2024-05-19T23:59:59Z
            """),
        fault(
            "metering-overlap",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("message", "chat", "amount", "sum", "hour", "is at least", 20),
                        metering(
                            "message",
                            "chat",
                            "amount",
                            "sum",
                            "weekday",
                            "is one of",
                            "saturday")),
            """
            metering.xlsx:Metering!H8: warning: some usage meets the conditions of this row and of row 7, and counts twice in the charge (chat); give the rows conditions that exclude each other, if that is not meant
            rows: metering.xlsx:Metering!8, 7
            this record, in us-west-2, is metered twice:
              record_id,instance,usage_type,start_time
              example,main,message,2024-05-05T03:00:00Z
            """),
        fault(
            "metering-gap",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("message", "chat", "amount", "sum", "hour", "is below", 6),
                        metering("message", "chat", "amount", "sum", "hour", "is above", 6)),
            """
            metering.xlsx:Metering!D8: warning: no row meters the usage type (message) where hour is 6, though less and more are metered; let one of the conditions hold there: is at least, is at most
            rows: metering.xlsx:Metering!7, 8
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time
              example,main,message,2024-05-01T13:00:00Z
            """),
        fault(
            "metering-never",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("message", "chat", "amount", "sum"),
                        metering(
                            "message",
                            "not charged",
                            null,
                            null,
                            "hour",
                            "is at least",
                            22,
                            "hour",
                            "is below",
                            6)),
            """
            metering.xlsx:Metering!B8: warning: no usage meets all the conditions of the row together; give them values that can hold at once, such as a list of hours for a night, or delete the row
            """),
        fault(
            "condition-test",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("message", "chat", "amount", "sum", "Hour", "is above", 6)),
            """
            metering.xlsx:Metering!B7: the attribute (Hour) is not a column of usage, and hour is; write hour
            """),
        fault(
            "code-list",
            t -> t.with("charges.xlsx", "Code lists", row("List", "Code"), row("a", "list:b")),
            """
            charges.xlsx:Code lists!B2: the code (list:b) is a list; write one code; a list has a row for each of its codes
            """),
        fault(
            "code-list",
            t ->
                t.with(
                    "charges.xlsx", "Code lists", row("List", "Code"), row("b", "did; toll-free")),
            """
            charges.xlsx:Code lists!B2: the code (did; toll-free) is several codes; write one code; a list has a row for each of its codes
            """),
        fault(
            "time-zone",
            t ->
                t.with("charges.xlsx", "Regions", row("Code", "Name"), row("us-west-2", "Oregon"))
                    .plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("message", "chat", "amount", "sum", "hour", "is above", 6)),
            """
            charges.xlsx:Regions!2: the Region (us-west-2) has no time zone, and metering.xlsx, Metering, row 7 asks for an hour, a weekday or a date; write the name of its time zone into the column Time zone, such as America/New_York
            rows: charges.xlsx:Regions!2, metering.xlsx:Metering!7
            """),
        fault(
            "vocabulary",
            t ->
                t.with(
                        "charges.xlsx",
                        "Code lists",
                        row("List", "Code"),
                        row("own-numbers", "did"),
                        row("own-numbers", "did"))
                    .plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering(
                            "message",
                            "chat",
                            "amount",
                            "sum",
                            "sender",
                            "is one of",
                            "list:own-nubmers; did")),
            """
            metering.xlsx:Metering!D7: the value (list:own-nubmers) names no list of codes; write list:own-numbers, or add the list to charges.xlsx, Code lists
            """),
        fault(
            "duplicate",
            t ->
                t.with(
                    "charges.xlsx",
                    "Code lists",
                    row("List", "Code"),
                    row("own-numbers", "did"),
                    row("own-numbers", "did")),
            """
            charges.xlsx:Code lists!B3: the list (own-numbers) has the code (did) already; delete one of the rows
            """),
        fault(
            "code-list",
            t ->
                t.with(
                    "charges.xlsx", "Code lists", row("List", "Code"), row("Own numbers", "did")),
            """
            charges.xlsx:Code lists!A2: the name of the list (Own numbers) is not one of small letters, digits and hyphens; write one such as own-numbers; cells then name it as list:own-numbers
            """),
        fault(
            "metering-gap",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering(
                            "message", "chat", "amount", "sum", "start_time", "is before", MAY_10),
                        metering(
                            "message", "chat", "amount", "sum", "start_time", "is from", MAY_20)),
            """
            metering.xlsx:Metering!D8: warning: no row meters the usage type (message) where start_time is 2024-05-10T00:00:00Z, though before and after it usage is metered; let one of the conditions hold there: is before and is from the same time
            rows: metering.xlsx:Metering!7, 8
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time
              example,main,message,2024-05-10T00:00:00Z
            """),
        fault(
            "condition-test",
            condition("contact_id", "is at least", 5),
            """
            metering.xlsx:Metering!B7: the column (contact_id) holds text, and is at least compares numbers; write is one of, is none of, is given or is missing, or name a column with numbers
            """),
        fault(
            "condition-test",
            condition("end_time", "is above", 5),
            """
            metering.xlsx:Metering!B7: the column (end_time) holds times, which is above cannot compare; write is before or is from, with a date such as 2024-05-15 as the value
            """),
        fault(
            "condition-test",
            condition("start_time", "is one of", "2024-05-01T00:00:00Z"),
            """
            metering.xlsx:Metering!B7: the column (start_time) holds times, which is one of cannot compare; write is before or is from, with a date such as 2024-05-15 as the value
            """),
        fault(
            "condition-test",
            condition("country", "is same as", "updated_at"),
            """
            metering.xlsx:Metering!D7: the column (updated_at) holds times, which is same as cannot compare; write is before or is from, with a date such as 2024-05-15 as the value
            """),
        fault(
            "condition-test",
            condition("objects", "is from", MAY),
            """
            metering.xlsx:Metering!B7: the column (objects) does not hold times, and is from compares times; name start_time, end_time, updated_at or date
            """),
        fault(
            "condition-test",
            condition("quantity", "is one of", "few"),
            """
            metering.xlsx:Metering!D7: the value (few) is not a number, and the column (quantity) holds numbers; write numbers, such as 0; 60
            """),
        fault(
            "cell-date",
            condition("start_time", "is from", "May"),
            """
            metering.xlsx:Metering!D7: the value (May) is not a date or time; write a date such as 2024-05-15, its midnight in UTC, or a time such as 2024-05-15T09:00:00Z as text
            """),
        fault(
            "measure-unit",
            plus(
                "metering.xlsx",
                "Metering",
                metering("chat-message", "chat", "seconds", "sum", "objects", "is missing")),
            """
            metering.xlsx:Metering!I7: seconds counts seconds, and the unit (message) counts things; give the charge a unit whose Base unit is second, or count the usage by amount and sum, where a record stands for one thing
            this record, in us-west-2, is counted so:
              record_id,instance,usage_type,start_time,quantity
              example,main,chat-message,2024-05-01T00:00:00Z,600
            """),
        fault(
            "measure-unit",
            plus("metering.xlsx", "Metering", metering("phone-number", "chat", "amount", "hours")),
            """
            metering.xlsx:Metering!J7: hours counts seconds, and the unit (message) counts things; give the charge a unit whose Base unit is second, or count the usage by amount and sum, where a record stands for one thing
            this record, in us-west-2, is counted so:
              record_id,instance,usage_type,start_time,end_time,resource_id
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource
            """),
        fault(
            "measure-unit",
            t ->
                t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("message", "service", "amount", "sum")),
            """
            metering.xlsx:Metering!I7: amount counts things, and the unit (minute) counts seconds; measure seconds or connected seconds, or give the charge a unit that counts things
            this record, in us-west-2, is counted so:
              record_id,instance,usage_type,start_time
              example,main,message,2024-05-01T00:00:00Z
            """),
        fault(
            "measure-unit",
            plus("metering.xlsx", "Metering", metering("voice-inbound", "chat", "amount", "sum")),
            """
            metering.xlsx:Metering!I7: amount counts the seconds of this usage type, which row 2 measures by time, and the unit (message) counts things; give the charge a unit of time and measure seconds, or send a record of another usage type for each thing
            rows: metering.xlsx:Metering!7, 2
            this record, in us-west-2, is counted so:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,600,US,did
            """),
        fault(
            "metering-gap",
            t ->
                t.plus("metering.xlsx", "Usage types", row("task", "Tasks"))
                    .plus(
                        "metering.xlsx",
                        "Metering",
                        metering("task", "chat", "amount", "sum", "minutes", "is above", 5),
                        metering("task", "not charged", null, null, "minutes", "is below", 5)),
            """
            metering.xlsx:Metering!D8: warning: no row meters the usage type (task) where minutes is 5, though less and more are metered; let one of the conditions hold there: is at least, is at most
            rows: metering.xlsx:Metering!7, 8
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,minutes
              example,main,task,2024-05-01T00:00:00Z,5
            """),
        fault(
            "usage-unmetered",
            plus("metering.xlsx", "Usage types", row("task", "Tasks")),
            """
            metering.xlsx:Usage types!5: warning: no row meters the usage type (task): its usage is rejected; add it to Metering, with the charge not charged if it is free
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time
              example,main,task,2024-05-01T00:00:00Z
            """),
        fault(
            "draw-unreachable",
            plus("allowances.xlsx", "Draws", row("minutes", 2, "service", null, "US")),
            """
            allowances.xlsx:Draws!C4: warning: no usage of the charge (service) has what the row asks for: it never draws on the allowance (minutes); clear Region, Country or Number type, or name the column in Dimensions of metering.xlsx, Metering
            rows: allowances.xlsx:Draws!4, metering.xlsx:Metering!2
            """),
        fault(
            "draw-unreachable",
            t ->
                t.plus(
                        "allowances.xlsx",
                        "Allowances",
                        row(
                            "texts",
                            "free-tier",
                            "deployment",
                            null,
                            12,
                            "months",
                            null,
                            9,
                            "message",
                            "no"))
                    .plus("allowances.xlsx", "Draws", row("texts", 1, "chat", null, "US")),
            """
            allowances.xlsx:Draws!C4: warning: no usage of the charge (chat) has what the row asks for: it never draws on the allowance (texts); clear Region, Country or Number type, or name the column in Dimensions of metering.xlsx, Metering
            rows: allowances.xlsx:Draws!4, metering.xlsx:Metering!5
            this record, in us-west-2, is not free:
              record_id,instance,usage_type,start_time,quantity,country,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,1,US,101,ok
            """),
        fault(
            "draw-unit",
            plus("allowances.xlsx", "Draws", row("minutes", 2, "chat")),
            """
            allowances.xlsx:Draws!C4: the charge (chat) is counted in message, the allowance (minutes) in second; give the allowance a unit of message, or draw by another charge
            rows: allowances.xlsx:Draws!4, allowances.xlsx:Allowances!2
            this record, in us-west-2, is free by a quantity in another unit:
              record_id,instance,usage_type,start_time,quantity,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,1,101,ok
            """),
        fault(
            "home-missing",
            t ->
                t.with(
                    "allowances.xlsx",
                    "Home countries",
                    row("Region", "Allowance", "Country", "Note")),
            """
            allowances.xlsx:Draws!E3: the allowance (days) has no home country: the row never applies; add it to Home countries, or write a country
            this record, in us-west-2, is not free:
              record_id,instance,usage_type,start_time,end_time,resource_id,country,number_type
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource,US,did
            """),
        fault(
            "region-homeless",
            t ->
                t.plus("charges.xlsx", "Regions", row("eu-west-2", "London"))
                    .plus(
                        "telephony.xlsx",
                        "Numbers",
                        row("eu-west-2", "US", "did", null, null, 0.03)),
            """
            charges.xlsx:Regions!3: warning: the Region (eu-west-2) has no home country: nothing of its numbers and calls is free; add it to allowances.xlsx, Home countries
            this record, in eu-west-2, is not free:
              record_id,instance,usage_type,start_time,end_time,resource_id,country,number_type
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource,US,did
            """),
        fault(
            "stand-in",
            plus("telephony.xlsx", "Stand-ins", row("inbound", "GB", null, null, "toll-free")),
            """
            telephony.xlsx:Stand-ins!E3: nothing prices what the stand-in points to (GB, toll-free); point to a country and number type that telephony.xlsx prices
            this record, in us-west-2, is rejected: some of it has no price:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,GB,did
            """),
        fault(
            "price-far",
            t -> regions(t, 0.0022, 0.0024, 0.0024, 0.03),
            """
            telephony.xlsx:Inbound!F5: warning: the unit price (0.03) is 12.5 times what the nearest other Region has (region-1: 0.0024); correct it, or write the price into Checked too if it is right
            rows: telephony.xlsx:Inbound!5, 2, 3, 4
            this record, in region-3, is priced so:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,did
            """),
        fault(
            "price-far",
            t -> regions(t, 0.0022, 0.0022, 0.022, 0.0025),
            """
            telephony.xlsx:Inbound!F4: warning: the unit price (0.022) is that of us-west-2 (0.0022) with the decimal point moved by 1 place; correct it, or write the price into Checked too if it is right
            rows: telephony.xlsx:Inbound!4, 2
            this record, in region-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,did
            """),
        fault(
            "price-far",
            prices(
                price("service", null, null, 0.018, null, null),
                price("service", null, null, 0.18, JUNE, null)),
            """
            prices.xlsx:Prices!J4: warning: the unit price (0.18) is 10 times what it was before (0.018 in row 3); correct it, or write the price into Checked too if it is right
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-06-01T00:00:00Z,60,US,did
            """),
        fault(
            "dragged-cells",
            t -> regions(t, 0.5, 1.5, 2.5, 3.5),
            """
            telephony.xlsx:Inbound!F2: warning: the unit prices of 4 rows go from 0.5 to 3.5 in steps of about 1 (rows 2, 3, 4, 5), as cells do that were dragged; correct them, or write the prices into Checked too if they are right
            rows: telephony.xlsx:Inbound!2, 3, 4, 5
            this record, in region-3, is priced so:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,did
            """),
        fault(
            "dragged-cells",
            inbound(
                row("us-west-2", "US", "did", null, null, 0.002),
                row("us-west-2", "CA", "did", null, null, 1.002),
                row("us-west-2", "GB", "did", null, null, 2.002),
                row("us-west-2", "US", "toll-free", null, null, 3.002)),
            """
            telephony.xlsx:Inbound!F2: warning: the unit prices of 4 rows go from 0.002 to 3.002 in steps of about 1 (rows 2, 3, 4, 5), as cells do that were dragged; correct them, or write the prices into Checked too if they are right
            rows: telephony.xlsx:Inbound!2, 3, 4, 5
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,connected_seconds,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,60,US,toll-free
            """),
        fault(
            "number-format",
            t -> t.formatted("prices.xlsx", "Prices", 1, 9, "[$€-407] #,##0.000"),
            """
            prices.xlsx:Prices!J2: the cell (0.018) shows its number in €, and the tables are in USD; format the cell as a number, and write the amount in USD
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "home-twice",
            plus("allowances.xlsx", "Home countries", row("us-west-2", "days", "CA"))
                    .andThen(
                        t ->
                            t.plus(
                                "telephony.xlsx",
                                "Numbers",
                                row("us-west-2", "CA", "did", null, null, 0.06)))
                ::apply,
            """
            allowances.xlsx:Home countries!A3: the Region (us-west-2) has a home country for the allowance (days) in row 2 already; delete one of the rows, or give them days that do not overlap
            rows: allowances.xlsx:Home countries!3, 2
            this record, in us-west-2, is not free:
              record_id,instance,usage_type,start_time,end_time,resource_id,country,number_type
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource,CA,did
            """),
        fault(
            "draw-twice",
            plus(
                "allowances.xlsx",
                "Draws",
                row("days", 2, "number", null, "home", "toll-free; did")),
            """
            allowances.xlsx:Draws!C4: the row draws the same usage as row 3; delete one of them
            rows: allowances.xlsx:Draws!4, 3
            this record, in us-west-2, is free already without this row:
              record_id,instance,usage_type,start_time,end_time,resource_id,country,number_type
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource,US,did
            """),
        fault(
            "draw-twice",
            t ->
                t.plus(
                        "allowances.xlsx",
                        "Allowances",
                        row(
                            "chats",
                            "free-tier",
                            "none",
                            null,
                            null,
                            null,
                            null,
                            5,
                            "message",
                            "no"))
                    .plus("allowances.xlsx", "Draws", row("chats", 1, "chat"))
                    .plus("allowances.xlsx", "Draws", row("chats", 2, "chat")),
            """
            allowances.xlsx:Draws!C5: the row draws the same usage as row 4; delete one of them
            rows: allowances.xlsx:Draws!5, 4
            this record, in us-west-2, is free already without this row:
              record_id,instance,usage_type,start_time,quantity,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,1,101,ok
            """),
        fault(
            "counting-mixed",
            plus(
                "metering.xlsx",
                "Metering",
                metering("phone-number", "chat", "amount", "distinct")),
            """
            metering.xlsx:Metering!J7: the charge (chat) is counted by distinct over the instance, and in row 5 by sum over the instance; count a charge in one way, or make two charges
            rows: metering.xlsx:Metering!7, 5
            this record, in us-west-2, is counted so:
              record_id,instance,usage_type,start_time,end_time,resource_id
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource
            """),
        fault(
            "price-model",
            prices(tier(null, 0, 10, 0.02)),
            """
            prices.xlsx:Prices!I3: the model (per unit) knows no tiers; clear Tier from and Tier to, or write graduated or volume into Model
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "price-model",
            prices(tier("graduated", 0, 10, 0.02), tier("volume", 10, null, 0.01)),
            """
            prices.xlsx:Prices!F4: the model (volume) is another than that of row 3 (graduated); give all tiers of one price the same model
            rows: prices.xlsx:Prices!4, 3
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,660,US,did
            """),
        fault(
            "price-model",
            prices(row("service", null, null, null, null, "package", null, null, null, 0.02)),
            """
            prices.xlsx:Prices!L3: the model (package) has no package size; write it, 1 or more
            """),
        fault(
            "price-scope",
            prices(row("service", null, null, null, null, null, "record", null, null, 0.018)),
            """
            prices.xlsx:Prices!G3: the scope (record) prices each record, and row 2 of metering.xlsx, Metering counts the charge by chain; write record into Minimum per of that row, or chain into Scope
            rows: prices.xlsx:Prices!3, metering.xlsx:Metering!2
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-05-01T00:00:00Z,60,US,did
            """),
        fault(
            "price-scope",
            t ->
                t.with(
                    "telephony.xlsx",
                    "Cards",
                    row("Sheet", "Charge", "Model", "Scope", "Note"),
                    row("Numbers", "number", "graduated", "chain"),
                    row("Inbound", "inbound")),
            """
            telephony.xlsx:Numbers!2: the scope (chain) prices each chain, and row 4 of metering.xlsx, Metering counts the charge by days; count it by sum, or write account, row or instance into Scope
            rows: telephony.xlsx:Numbers!2, metering.xlsx:Metering!4
            this record, in us-west-2, is priced so:
              record_id,instance,usage_type,start_time,end_time,resource_id,country,number_type
              example,main,phone-number,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,resource,US,did
            """),
        fault(
            "price-scope",
            limited(
                row(
                    "service", null, null, null, null, null, "row", null, null, 0.018, null, null,
                    null, null, null, null, 0.05)),
            """
            prices.xlsx:Prices!Q3: the amount is of one record or chain, and the scope (row) prices many together; write record or chain into Scope; the least and the most of a month are rows of agreements.xlsx, Commitments and Caps
            """),
        fault(
            "price-scope",
            limited(
                row(
                    "service", null, null, null, null, null, "chain", null, null, 0.018, null, null,
                    null, null, null, null, 0.05, 0.04)),
            """
            prices.xlsx:Prices!R3: maximum amount (0.04) is below minimum amount (0.05); write the higher of the two into Maximum amount
            """),
        fault(
            "price-scope",
            limited(
                row(
                    "service",
                    null,
                    null,
                    null,
                    null,
                    "graduated",
                    "chain",
                    null,
                    10,
                    0.02,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0.05),
                row("service", null, null, null, null, "graduated", "chain", 10, null, 0.01)),
            """
            prices.xlsx:Prices!Q4: the row has another minimum amount than row 3; give all tiers of one price the same
            rows: prices.xlsx:Prices!4, 3
            """),
        fault(
            "price-scope",
            limited(
                row(
                    "service",
                    null,
                    null,
                    null,
                    null,
                    "graduated",
                    "account",
                    null,
                    null,
                    0.02,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "year")),
            """
            prices.xlsx:Prices!T3: counts over (year) does not say when the year begins; write the first day of a month, from which twelve months count together
            """),
        fault(
            "price-scope",
            limited(
                row(
                    "service", null, null, null, null, "volume", "account", null, null, 0.02, null,
                    null, null, null, null, null, null, null, "year", MAY)),
            """
            prices.xlsx:Prices!S3: a year counts tiers of the model (graduated) and the scope (account, row or instance), not of the model (volume) and the scope (account); change the model or the scope, or clear the cell to count over the month
            """),
        fault(
            "allowance-scope",
            allowance("number", 3, "number-day", "no", "chain"),
            """
            allowances.xlsx:Draws!C4: the allowance (extra) is of each chain, and row 4 of metering.xlsx, Metering counts the charge (number) by days; draw by another charge, or give the allowance another Per or Unit
            rows: allowances.xlsx:Draws!4, allowances.xlsx:Allowances!4, metering.xlsx:Metering!4
            """),
        fault(
            "allowance-scope",
            t ->
                allowance("service", 1, "minute", "no", "chain")
                    .apply(t)
                    .plus("allowances.xlsx", "Draws", row("extra", 2, "inbound")),
            """
            allowances.xlsx:Draws!C5: the allowance (extra) of each chain is drawn on by the charge (service) too; give each charge an allowance of its own
            rows: allowances.xlsx:Draws!5, 4
            """),
        fault(
            "allowance-scope",
            allowance("service", 2.5, "records", "no", null),
            """
            allowances.xlsx:Allowances!H4: the quantity (2.5) is not a whole number of records; write a whole number, or another unit
            """),
        fault(
            "allowance-scope",
            allowance("service", 10, "USD", "yes", "day"),
            """
            allowances.xlsx:Allowances!L4: an amount of money is free for a month, not for each day; write account or instance into Per, or give a quantity in a unit
            """),
        fault(
            "allowance-scope",
            allowance("service", 10, "USD", "no", null),
            """
            allowances.xlsx:Allowances!J4: usage of which an amount is free lies in its tiers all the same; write yes
            """),
        fault(
            "allowance-scope",
            allowance("service", 3, "records", "no", "chain"),
            """
            allowances.xlsx:Allowances!L4: an allowance of each chain is given in records; write a quantity and its unit, or clear Per
            """),
        fault(
            "commitment-overlap",
            t ->
                t.with(
                    "agreements.xlsx",
                    "Commitments",
                    row("Commitment", "Name", "Amount", "Charges"),
                    row("one", "One", 5, "chat"),
                    row("two", "Two", 7, "chat; service")),
            """
            agreements.xlsx:Commitments!D3: warning: the commitment (two) overlaps that of row 2: what chat costs counts towards both; let each cover charges of its own, if that is not meant
            rows: agreements.xlsx:Commitments!3, 2
            this record, in us-west-2, counts for both rows:
              record_id,instance,usage_type,start_time,quantity,objects,result
              example,main,chat-message,2024-05-01T00:00:00Z,1,101,ok
            """),
        fault(
            "agreement-twice",
            t ->
                t.with(
                    "agreements.xlsx",
                    "Discounts",
                    row(
                        "Discount",
                        "Name",
                        "Kind",
                        "Percent",
                        "Charges",
                        "Effective from",
                        "Effective to"),
                    row("spring", "Spring", "discount", 5, "service", MAY, JULY),
                    row("spring", "Spring", "discount", 7, "service", JUNE, null)),
            """
            agreements.xlsx:Discounts!A3: the code (spring) is in force in row 2 at the same time, for the same accounts; end that row before this one begins, name other accounts, or choose another code
            rows: agreements.xlsx:Discounts!3, 2
            this record, in us-west-2, counts for both rows:
              record_id,instance,usage_type,start_time,quantity,country,number_type
              example,main,voice-inbound,2024-06-01T00:00:00Z,60,US,did
            """),
        fault(
            "number-format",
            t -> t.formatted("prices.xlsx", "Prices", 1, 9, "0.0%"),
            """
            prices.xlsx:Prices!J2: the unit price (0.018) is a percentage; format the cell as a number and write the number that is meant
            """),
        fault(
            "number-format",
            t -> t.formatted("prices.xlsx", "Prices", 2, 8, "#,##0,"),
            """
            prices.xlsx:Prices!I3: the tier to (5000000) is shown in thousands; format the cell as a number and write the number that is meant
            """));
  }

  private static Fault fault(String check, UnaryOperator<SmallTariff> change, String told) {
    return new Fault(check, change, told);
  }

  /** Another price sheet, with the chat's usual price. */
  private static UnaryOperator<SmallTariff> prices(Object[]... rows) {
    Object[][] all =
        Stream.concat(
                Stream.of(PRICES, price("chat", null, null, 0.004, null, null)), Stream.of(rows))
            .toArray(Object[][]::new);
    return t -> t.with("prices.xlsx", "Prices", all);
  }

  /** One more allowance, with the column Per, drawn on by a charge. */
  private static UnaryOperator<SmallTariff> allowance(
      String charge, Object quantity, String unit, String counts, String per) {
    Object[] header = Stream.concat(Stream.of(SmallTariff.ALLOWANCES), Stream.of("Per")).toArray();
    return t ->
        t.with(
                "allowances.xlsx",
                "Allowances",
                header,
                row(
                    "minutes",
                    "free-tier",
                    "deployment",
                    null,
                    12,
                    "months",
                    null,
                    90,
                    "minute",
                    "no"),
                row(
                    "days",
                    "free-tier",
                    "deployment",
                    null,
                    12,
                    "months",
                    null,
                    31,
                    "number-day",
                    "yes"),
                row(
                    "extra",
                    "free-tier",
                    "none",
                    null,
                    null,
                    null,
                    null,
                    quantity,
                    unit,
                    counts,
                    null,
                    per))
            .plus("allowances.xlsx", "Draws", row("extra", 1, charge));
  }

  /** As {@link #prices}, with columns that the sheet may have. */
  private static UnaryOperator<SmallTariff> limited(Object[]... rows) {
    Object[] header =
        Stream.concat(
                Stream.of(PRICES),
                Stream.of("Minimum amount", "Maximum amount", "Counts over", "Counts from"))
            .toArray();
    Object[][] all =
        Stream.concat(
                Stream.of(header, price("chat", null, null, 0.004, null, null)), Stream.of(rows))
            .toArray(Object[][]::new);
    return t -> t.with("prices.xlsx", "Prices", all);
  }

  private static UnaryOperator<SmallTariff> plus(String book, String sheet, Object[]... rows) {
    return t -> t.plus(book, sheet, rows);
  }

  private static UnaryOperator<SmallTariff> inbound(Object[]... rows) {
    Object[][] all = new Object[rows.length + 1][];
    all[0] = RATES;
    System.arraycopy(rows, 0, all, 1, rows.length);
    return t -> t.with("telephony.xlsx", "Inbound", all);
  }

  /** The price of one number's calls in several Regions. */
  private static SmallTariff regions(SmallTariff tariff, double... prices) {
    Object[][] rows = new Object[prices.length + 1][];
    rows[0] = RATES;
    for (int i = 0; i < prices.length; i++) {
      String region = i == 0 ? "us-west-2" : "region-" + i;
      rows[i + 1] = row(region, "US", "did", null, null, prices[i]);
      if (i > 0) {
        tariff.plus("charges.xlsx", "Regions", row(region, "Region " + i));
        tariff.plus("allowances.xlsx", "Home countries", row(region, "days", "US"));
      }
    }
    return tariff.with("telephony.xlsx", "Inbound", rows);
  }

  private static Object[] price(
      String charge, String plan, String region, double price, LocalDate from, LocalDate to) {
    return row(
        charge, plan, region, null, null, null, null, null, null, price, null, null, null, from,
        to);
  }

  private static Object[] tier(String model, Object from, Object to, double price) {
    return row("service", null, null, null, null, model, "account", from, to, price);
  }

  private static UnaryOperator<SmallTariff> condition(String attribute, String test, Object value) {
    return t ->
        t.plus("metering.xlsx", "Usage types", row("message", "Messages"))
            .plus(
                "metering.xlsx",
                "Metering",
                metering("message", "chat", "amount", "sum", attribute, test, value));
  }

  private static Object[] metering(
      String type, String charge, String measure, String counting, Object... conditions) {
    Object[] row = new Object[17];
    row[0] = type;
    System.arraycopy(conditions, 0, row, 1, conditions.length);
    row[7] = charge;
    row[8] = measure;
    row[9] = counting;
    return row;
  }
}
