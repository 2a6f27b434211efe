package dev.tarife.connect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A name in a document under which something is looked for. */
final class Node {
  /** Nothing is looked for inside. */
  static final Node NOTHING = new Node("", Fields.NONE, false);

  private final String path;
  private final int field;
  private final boolean each;
  private final Map<String, Node> inside = new HashMap<>();

  /** The names inside and their nodes, at the place of the name's hash or the next free one. */
  private byte[][] names = new byte[1][];

  private @Nullable Node[] nodes = new @Nullable Node[1];

  /**
   * A node without anything inside.
   *
   * @param field what is read there; {@link Fields#NONE}: look inside
   * @param each whether it is a list or map of things that are told apart
   */
  Node(String path, int field, boolean each) {
    this.path = path;
    this.field = field;
    this.each = each;
  }

  String path() {
    return path;
  }

  int field() {
    return field;
  }

  boolean each() {
    return each;
  }

  Map<String, Node> inside() {
    return inside;
  }

  /** Lays out what is inside to be found by bytes; nothing is added later. */
  void index() {
    int size = Integer.highestOneBit(4 * inside.size() + 1) * 2;
    names = new byte[size][];
    nodes = new @Nullable Node[size];
    inside.forEach(
        (name, node) -> {
          node.index();
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          int place = Bytes.hash(bytes, 0, bytes.length) & (size - 1);
          while (nodes[place] != null) {
            place = (place + 1) & (size - 1);
          }
          names[place] = bytes;
          nodes[place] = node;
        });
  }

  /**
   * What is looked for under a name.
   *
   * @return null: nothing
   */
  @Nullable Node find(byte[] bytes, int from, int to) {
    if (inside.isEmpty()) {
      return null;
    }
    int last = nodes.length - 1;
    for (int place = Bytes.hash(bytes, from, to) & last; ; place = (place + 1) & last) {
      Node node = nodes[place];
      if (node == null || isSame(names[place], bytes, from, to)) {
        return node;
      }
    }
  }

  static boolean isSame(byte[] name, byte[] bytes, int from, int to) {
    return Arrays.equals(name, 0, name.length, bytes, from, to);
  }
}
