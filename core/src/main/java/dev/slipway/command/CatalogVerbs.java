package dev.slipway.command;

import dev.slipway.control.Catalogues;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Role;
import dev.slipway.view.ScriptView;
import dev.slipway.view.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which people, policies and services hold. */
final class CatalogVerbs {
  private CatalogVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("catalog apply", TokenVerbs.GROUP, "make slipway.yaml the one that holds")
            .says("From then on whoever works with another one may look, pause and roll back only.")
            .says("Releases that move keep the one their plan was made from.")
            .changes()
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("catalog apply", "the slipway.yaml of this folder, or of the server")
            .does(CatalogVerbs::apply),
        Verb.named("catalog show", TokenVerbs.GROUP, "which catalogue holds, and which is here")
            .option(Option.flag("--text", "the text of the one that holds"))
            .example("catalog show", "are they the same?")
            .example("catalog show --text", "what holds, to the letter")
            .answers(TextView.class)
            .does(CatalogVerbs::show));
  }

  private static Outcome apply(Call call) {
    Catalogues catalogues = call.desk().catalogues();
    if (call.dryRun()) {
      call.refuseStranger();
      return call.answer(
          Notices.in(call)
              .would("Would make " + Catalogues.brief(catalogues.ownHash()) + " the active one."));
    }
    Catalogues.Applied applied = call.yes(catalogues.apply(call.actor()));
    List<String> details = new ArrayList<>();
    if (applied.isNew()) {
      applied
          .before()
          .ifPresent(before -> details.add("Until now it was " + Catalogues.brief(before) + "."));
      details.add("Processes that work with another one look, and take it up when started again.");
    }
    return call.answer(
        new NoticeView(
            Optional.empty(),
            false,
            applied.isNew() ? Role.GOOD : Role.NONE,
            applied.isNew()
                ? "Catalogue " + Catalogues.brief(applied.hash()) + " holds now."
                : "Catalogue "
                    + Catalogues.brief(applied.hash())
                    + " holds already; nothing was changed.",
            details,
            List.of(),
            Optional.empty(),
            Optional.of("slipway catalog show"),
            Optional.empty()));
  }

  private static Outcome show(Call call) {
    Catalogues catalogues = call.desk().catalogues();
    Optional<String> active = catalogues.active();
    if (call.has("--text")) {
      return call.answer(
          new ScriptView("yaml", catalogues.activeText().orElse("").lines().toList()));
    }
    String here = catalogues.ownHash();
    return call.answer(
        new TextView(
            "Catalogue",
            List.of(
                "active  " + active.orElse("none yet; the first to act makes its own active"),
                "here    "
                    + here
                    + (active.isEmpty() || active.get().equals(here)
                        ? ""
                        : "  (another one: you may look, pause and roll back)"))));
  }
}
