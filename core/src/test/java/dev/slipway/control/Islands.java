package dev.slipway.control;

import dev.slipway.control.port.Targets;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Environments that come after the shop's prod: what is released there was released in prod. */
final class Islands {
  private Islands() {}

  static Desk desk(TheShop shop, Targets targets, EnvironmentName... islands) {
    Catalogue usual = ShopCatalogue.catalogue();
    Service service = usual.service(ShopCatalogue.SHOP).orElseThrow();
    Service.Environment prod =
        Objects.requireNonNull(service.environments().get(ShopCatalogue.PROD));
    Map<EnvironmentName, Service.Environment> all = new HashMap<>();
    all.put(prod.name(), prod);
    for (EnvironmentName island : islands) {
      all.put(
          island,
          new Service.Environment(
              island,
              prod.policy(),
              prod.target(),
              prod.limits(),
              prod.verifyRollback(),
              prod.verifyDeadline(),
              prod.items(),
              prod.tell(),
              prod.test(),
              prod.rehearsing(),
              Optional.of(prod.name())));
    }
    Service with =
        new Service(
            service.name(),
            service.repository(),
            service.tagPattern(),
            service.riskPaths(),
            service.migrations(),
            all);
    return new Desk(
        shop.books,
        new World(
            new Catalogue(
                usual.people(), usual.policies(), Map.of(service.name(), with), usual.hash()),
            targets,
            shop.changes,
            shop.world.judge(),
            shop.documents,
            shop.clock));
  }
}
