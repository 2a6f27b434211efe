package dev.tarife.connect.document;

import dev.tarife.table.ContactField;

/** What tells contacts apart, links them and dates them, whatever the table says. */
public enum IdentityField {
  ACCOUNT("AWSAccountId"),
  INSTANCE("InstanceARN"),
  CONTACT("ContactId"),
  INITIAL("InitialContactId"),
  PREVIOUS("PreviousContactId"),
  RELATED("RelatedContactId"),
  CHANNEL("Channel"),
  METHOD("InitiationMethod"),
  SUBTYPE("SegmentAttributes.connect:Subtype"),
  INITIATED("InitiationTimestamp"),
  CONNECTED("ConnectedToSystemTimestamp"),
  DISCONNECTED("DisconnectTimestamp"),
  UPDATED("LastUpdateTimestamp");

  private final String path;

  IdentityField(String path) {
    this.path = path;
  }

  ContactField.FieldType type() {
    return path.endsWith("Timestamp") ? ContactField.FieldType.TIME : ContactField.FieldType.TEXT;
  }

  /** The number of its field. */
  @SuppressWarnings("EnumOrdinal") // Keys are the first fields, in their order.
  int field() {
    return ordinal();
  }

  /** As people write it. */
  @Override
  public String toString() {
    return path;
  }
}
