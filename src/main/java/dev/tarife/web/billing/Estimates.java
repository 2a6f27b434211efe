package dev.tarife.web.billing;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.model.FaultException;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.rating.Explanation;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.RatedMonth;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What usage would cost that nobody has recorded: a calculator's. Each item is a usage record in
 * which the id, the time and the instance may be left out; it is rated as records are.
 */
@Component
public class Estimates {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String INSTANCE = "estimate";

  private final TemporaryFiles scratch;
  private final Rater rater;

  Estimates(TemporaryFiles scratch, Rater rater) {
    this.scratch = scratch;
    this.rater = rater;
  }

  /**
   * What is asked.
   *
   * @param period the month
   * @param account as an account's file describes it; or {@link #accountIn}
   * @param usage the items
   */
  public record Request(Period period, JsonNode account, List<JsonNode> usage) {
    public Request {
      usage = List.copyOf(usage);
    }
  }

  /** An account with one instance and nothing free. */
  public static JsonNode accountIn(String region, String currency) {
    ObjectNode account = NODES.objectNode();
    account.put("account", INSTANCE);
    account.put("currency", currency);
    account.putArray("instances").addObject().put("id", INSTANCE).put("region", region);
    return account;
  }

  /**
   * Rates the items.
   *
   * @throws FaultException if the account or an item has an error; it names the item by its number
   */
  public RatedMonth estimate(LoadedBundle priced, Request request) {
    return rated(request, input -> rater.rate(priced, input, request.period(), Progress.NONE));
  }

  /**
   * Rates and explains the items.
   *
   * @throws FaultException as {@link #estimate}
   */
  public Explanation explain(LoadedBundle priced, Request request) {
    return rated(request, input -> rater.explain(priced, input, request.period()));
  }

  /**
   * Rates records that lack nothing.
   *
   * @throws FaultException as {@link #estimate}
   */
  public RatedMonth records(LoadedBundle priced, Request request) {
    return rated(
        request,
        Estimates::whole,
        input -> rater.rate(priced, input, request.period(), Progress.NONE));
  }

  private <T> T rated(Request request, Function<Input, T> work) {
    return rated(request, Estimates::record, work);
  }

  private <T> T rated(Request request, Completion complete, Function<Input, T> work) {
    try (RequestFolder folder = scratch.folder()) {
      Path account =
          folder.write("account", ".jsonl", JSON.writeValueAsString(request.account()) + "\n");
      StringBuilder lines = new StringBuilder();
      int number = 1;
      for (JsonNode item : request.usage()) {
        lines.append(JSON.writeValueAsString(complete.of(request, item, number++))).append('\n');
      }
      List<Path> usage =
          request.usage().isEmpty()
              ? List.of()
              : List.of(folder.write("usage", ".jsonl", lines.toString()));
      Input input = new Input(List.of(account), usage, List.of(), List.of());
      return folder.naming(() -> work.apply(input));
    }
  }

  /** Makes a record of an item. */
  private interface Completion {
    JsonNode of(Request request, JsonNode item, int number);
  }

  private static JsonNode whole(Request request, JsonNode item, int number) {
    return item;
  }

  private static ObjectNode record(Request request, JsonNode item, int number) {
    if (!item.isObject()) {
      throw FaultException.of(
          Place.line("usage", number),
          "this item is not an object",
          "write one such as { \"usage_type\": \"voice-inbound\", \"quantity\": \"300\" }");
    }
    ObjectNode record = NODES.objectNode();
    record.put("record_id", "item-" + number);
    record.put("start_time", request.period().start().toString());
    JsonNode instance = request.account().path("instances").path(0).path("id");
    if (instance.isString()) {
      record.set("instance", instance);
    }
    for (Map.Entry<String, JsonNode> field : item.properties()) {
      if (!field.getValue().isNull()) {
        record.set(field.getKey(), field.getValue());
      }
    }
    return record;
  }
}
