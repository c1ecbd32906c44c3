package io.berth.console.place;

import java.util.ArrayList;
import java.util.List;

/**
 * Places that a person comes back to.
 *
 * @param pinned at most {@value #MOST}, in the order in which they were pinned
 * @param recent at most {@value #MOST}, latest first
 */
public record Places(List<Place> pinned, List<Place> recent) {

  static final int MOST = 8;
  static final Places NONE = new Places(List.of(), List.of());

  Places visited(Place place) {
    List<Place> latest = new ArrayList<>();
    latest.add(place);
    latest.addAll(without(recent, place));
    return new Places(pinned, first(latest));
  }

  /**
   * Pins a place that the person was at recently; drops the oldest pin where there are too many.
   */
  Places pin(Place place) {
    List<Place> pins = new ArrayList<>(without(pinned, place));
    recent.stream().filter(place::same).findFirst().ifPresent(pins::add);
    return new Places(pins.subList(Math.max(0, pins.size() - MOST), pins.size()), recent);
  }

  Places unpin(Place place) {
    return new Places(without(pinned, place), recent);
  }

  /** Forgets the place that was visited longest ago. */
  Places shortened() {
    return recent.isEmpty()
        ? new Places(pinned.subList(1, pinned.size()), recent)
        : new Places(pinned, recent.subList(0, recent.size() - 1));
  }

  public boolean isPinned(Place place) {
    return pinned.stream().anyMatch(place::same);
  }

  /** Returns the recent places that are not pinned. */
  public List<Place> others() {
    return recent.stream().filter(place -> !isPinned(place)).toList();
  }

  private static List<Place> without(List<Place> places, Place place) {
    return places.stream().filter(other -> !place.same(other)).toList();
  }

  private static List<Place> first(List<Place> places) {
    return List.copyOf(places.subList(0, Math.min(MOST, places.size())));
  }
}
