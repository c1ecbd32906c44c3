package io.berth.dialect.doctor;

import java.util.ArrayList;
import java.util.List;

/** All orders of a few things. */
public final class Permutations {
  private static final int MOST = 5;

  private Permutations() {}

  public static <T> List<List<T>> of(List<T> things) {
    if (things.size() > MOST) {
      throw new IllegalArgumentException(things.size() + " things have too many orders");
    }
    if (things.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> orders = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      List<T> rest = new ArrayList<>(things);
      T first = rest.remove(i);
      for (List<T> order : of(rest)) {
        List<T> whole = new ArrayList<>();
        whole.add(first);
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }
}
