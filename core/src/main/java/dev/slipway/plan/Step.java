package dev.slipway.plan;

import dev.slipway.health.Side;
import dev.slipway.migration.Migration;
import java.time.Duration;
import java.util.List;

/** One piece of work of a plan. Done once per attempt, keyed by its id in the step ledger. */
public sealed interface Step {
  /** Unique within a plan and stable, such as "migrate-V58". */
  String id();

  /** What it does, for people: "apply V58 (expand)". */
  String words();

  record TakeCheckpoint() implements Step {
    @Override
    public String id() {
      return "checkpoint";
    }

    @Override
    public String words() {
      return "record what runs now and how to get back to it";
    }
  }

  /**
   * Turn off what a release turned on that is taken back now. What its checkpoint found was off: a
   * dark launch does not begin otherwise.
   */
  record TurnFlagsOff(List<String> flags) implements Step {
    public TurnFlagsOff {
      flags = List.copyOf(flags);
    }

    @Override
    public String id() {
      return "flags-off";
    }

    @Override
    public String words() {
      return "turn "
          + (flags.size() == 1 ? "flag " : "flags ")
          + String.join(", ", flags)
          + " off, as before the release that is taken back";
    }
  }

  /**
   * Save the service's data before anything changes them.
   *
   * @param because why this release does
   */
  record TakeBackup(String because) implements Step {
    @Override
    public String id() {
      return "backup";
    }

    @Override
    public String words() {
      return "back up the data, and see that the backup is whole: " + because;
    }
  }

  record RunMigration(Migration migration) implements Step {
    @Override
    public String id() {
      return "migrate-" + migration.id();
    }

    @Override
    public String words() {
      return "apply "
          + migration.id()
          + " ("
          + migration.phase().name().toLowerCase(java.util.Locale.ROOT)
          + ")";
    }
  }

  /**
   * Bring one side up to so many healthy instances. Asking again for the same number changes
   * nothing.
   */
  record DeployInstances(String id, Side side, int total) implements Step {
    @Override
    public String words() {
      return total == 0 ? "look whether every instance answers" : upTo();
    }

    private String upTo() {
      return (side == Side.CANARY ? "new" : "old")
          + " version up to "
          + total
          + (total == 1 ? " instance" : " instances");
    }
  }

  /**
   * Bring the new version, and at the same time a group of the old one that it is compared with, up
   * to so many healthy instances each. Asking again for the same number changes nothing.
   */
  record DeployWithGroup(String id, int total) implements Step {
    @Override
    public String words() {
      return "new version up to "
          + total
          + (total == 1 ? " instance" : " instances")
          + ", and as many of the old one to compare with";
    }
  }

  record RunChecks(List<String> checks) implements Step {
    public RunChecks {
      checks = List.copyOf(checks);
    }

    @Override
    public String id() {
      return "checks";
    }

    @Override
    public String words() {
      return checks.size() + " checks after deploy";
    }
  }

  /** Those checks that need no traffic, made on instances that nobody uses yet. */
  record CheckUnserved() implements Step {
    @Override
    public String id() {
      return "check-unserved";
    }

    @Override
    public String words() {
      return "check the new version's instances, before anybody is on them";
    }
  }

  /** The tests of the service as a whole, by the team's own command. */
  record RunSuite() implements Step {
    public static final String ID = "suite";

    @Override
    public String id() {
      return ID;
    }

    @Override
    public String words() {
      return "run the integration suite";
    }
  }

  /**
   * Retire part of the old fleet once its replacement is healthy; {@code keep} old instances
   * remain.
   */
  record ReplaceBaseline(int batch, int of, int keep) implements Step {
    @Override
    public String id() {
      return "replace-" + batch;
    }

    @Override
    public String words() {
      return "retire old instances, batch " + batch + " of " + of + ", " + keep + " remain";
    }
  }

  /**
   * Leave the instances of one side as they are.
   *
   * @param howLong after the end of the release; nothing of it is planned where that is zero
   */
  record KeepInstances(String id, Side side, Duration howLong) implements Step {
    @Override
    public String words() {
      return howLong.isZero()
          ? "leave the "
              + (side == Side.CANARY ? "new" : "old")
              + " version's instances as they are"
          : "leave the "
              + (side == Side.CANARY ? "new" : "old")
              + " version's instances up for "
              + PlainWords.duration(howLong)
              + ", without users";
    }
  }

  /** Stop and remove all instances of one side. */
  record RemoveInstances(String id, Side side) implements Step {
    @Override
    public String words() {
      return switch (side) {
        case CANARY -> "remove the new version's instances";
        case BASELINE -> "remove the old version's instances";
        case GROUP -> "remove what there is of a baseline group";
      };
    }
  }

  /** Stop and remove all instances of the new version, and of the group it was compared with. */
  record RemoveWithGroup(String id) implements Step {
    @Override
    public String words() {
      return "remove the new version's instances and the baseline group";
    }
  }
}
