package dev.slipway.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places people on the approvals a plan asks for: each person on one place, as many places filled
 * as can be. Taking the first place that fits would waste people with two roles, so a person
 * already placed moves over when that makes room for another.
 */
final class Assignment {
  private final List<String> places = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final int[] holder;

  Assignment(List<Need> needs) {
    for (Need need : needs) {
      for (int i = 0; i < need.count(); i++) {
        places.add(need.role());
      }
    }
    holder = new int[places.size()];
    Arrays.fill(holder, -1);
  }

  /**
   * Finds a place for one more person. Everybody placed before keeps a place, though perhaps
   * another one.
   *
   * @param wished the role this person acted in; taken when free, but not insisted on
   */
  boolean place(Person person, String wished) {
    people.add(person);
    int newcomer = people.size() - 1;
    for (int i = 0; i < holder.length; i++) {
      if (holder[i] < 0 && places.get(i).equals(wished) && person.roles().contains(wished)) {
        holder[i] = newcomer;
        return true;
      }
    }
    return settle(newcomer, new boolean[holder.length]);
  }

  /** Gives one more person a place that is free as things stand; nobody moves. */
  boolean placeWhereFree(Person person) {
    people.add(person);
    return takeFree(people.size() - 1);
  }

  private boolean takeFree(int newcomer) {
    for (int i = 0; i < holder.length; i++) {
      if (holder[i] < 0 && people.get(newcomer).roles().contains(places.get(i))) {
        holder[i] = newcomer;
        return true;
      }
    }
    return false;
  }

  private boolean settle(int newcomer, boolean[] tried) {
    if (takeFree(newcomer)) {
      return true;
    }
    List<String> roles = people.get(newcomer).roles();
    for (int i = 0; i < holder.length; i++) {
      if (!tried[i] && roles.contains(places.get(i))) {
        tried[i] = true;
        if (settle(holder[i], tried)) {
          holder[i] = newcomer;
          return true;
        }
      }
    }
    return false;
  }

  int size() {
    return places.size();
  }

  String role(int place) {
    return places.get(place);
  }

  /** In the order of {@link #place}, from 0; −1 when nobody is there. */
  int holder(int place) {
    return holder[place];
  }
}
