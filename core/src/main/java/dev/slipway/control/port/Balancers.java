package dev.slipway.control.port;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import java.util.List;

/** Opens balancers as configured. Asks nobody yet. */
public interface Balancers {
  /**
   * @param groups one: its instances are taken out and in; two: the sides that share the traffic
   */
  Balancer open(HaproxySpec spec, List<ExecSpec.Group> groups);
}
