package dev.slipway.control.port;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import java.util.List;
import java.util.Optional;

/** Opens balancers as configured. Asks nobody yet. */
public interface Balancers {
  /**
   * @param groups one: its instances are taken out and in; two: the sides that share the traffic
   * @param baseline a third group beside two sides, which gets a share only when it is given one
   */
  Balancer open(HaproxySpec spec, List<ExecSpec.Group> groups, Optional<ExecSpec.Group> baseline);
}
