package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Catalogues;
import dev.slipway.control.Refusal;
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
            .says("It is the one of this folder, also where a server is worked with.")
            .says("Servers take it up by themselves; whoever else works with another one may look,")
            .says("pause and roll back only. Releases that move keep the one of their plan.")
            .changes()
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("catalog apply", "the slipway.yaml of this folder")
            .example("catalog apply --dry-run", "would it be taken?")
            .does(CatalogVerbs::apply),
        Verb.named("catalog show", TokenVerbs.GROUP, "which catalogue holds, and which is here")
            .option(Option.flag("--text", "the text of the one that holds"))
            .example("catalog show", "are they the same?")
            .example("catalog show --text", "what holds, to the letter")
            .answers(TextView.class)
            .does(CatalogVerbs::show));
  }

  /** A server has a file of its own, which is not what anybody far away means. */
  private static Optional<Catalogues.Sent> meant(Call call) {
    Optional<Catalogues.Sent> sent = call.session().sentCatalogue();
    if (sent.isEmpty() && call.session().token().isPresent()) {
      throw Refused.of(
          "E-CATALOG-05",
          Refusal.Kind.USAGE,
          "No catalogue was sent along, and the server's own is not what you mean.",
          List.of(),
          "slipway catalog apply        (in the folder of the slipway.yaml that is to hold)");
    }
    return sent;
  }

  private static Outcome apply(Call call) {
    Catalogues catalogues = call.desk().catalogues();
    Optional<Catalogues.Sent> sent = meant(call);
    String hash = sent.map(Catalogues.Sent::hash).orElseGet(catalogues::ownHash);
    if (call.dryRun()) {
      call.refuseStranger();
      catalogues
          .wouldRefuse(call.actor(), sent)
          .ifPresent(no -> {
            throw new Refused(no);
          });
      return call.answer(
          Notices.in(call).would("Would make " + Catalogues.brief(hash) + " the active one."));
    }
    Answer<Catalogues.Applied> answer =
        sent.isPresent()
            ? catalogues.apply(call.actor(), sent.get())
            : catalogues.apply(call.actor());
    Catalogues.Applied applied = call.yes(answer);
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
            applied.isNew() ? details(applied, sent) : List.of(),
            List.of(),
            Optional.empty(),
            Optional.of("slipway catalog show"),
            Optional.empty()));
  }

  private static List<String> details(Catalogues.Applied applied, Optional<Catalogues.Sent> sent) {
    List<String> details = new ArrayList<>();
    applied
        .before()
        .ifPresent(before -> details.add("Until now it was " + Catalogues.brief(before) + "."));
    sent.ifPresent(one ->
        details.add(
            one.commit()
                .map(commit -> "It is that of commit " + commit + ".")
                .orElse(
                    "It is of no commit: its files were changed since, or are not kept in git.")));
    details.add("Servers take it up within seconds; other processes when they are started again.");
    return details;
  }

  private static Outcome show(Call call) {
    Catalogues catalogues = call.desk().catalogues();
    Optional<String> active = catalogues.active();
    if (call.has("--text")) {
      return call.answer(
          new ScriptView("yaml", catalogues.activeText().orElse("").lines().toList()));
    }
    boolean far = call.session().token().isPresent();
    Optional<String> here =
        far
            ? call.session().sentCatalogue().map(Catalogues.Sent::hash)
            : Optional.of(catalogues.ownHash());
    List<String> lines = new ArrayList<>();
    lines.add("active  " + active.orElse("none yet; the first to act makes its own active"));
    if (far && !active.equals(Optional.of(catalogues.ownHash()))) {
      lines.add("server  " + catalogues.ownHash());
    }
    String other =
        far
            ? "  (another one: slipway catalog apply makes it the active one)"
            : "  (another one: you may look, pause and roll back)";
    lines.add(
        "here    "
            + here.map(hash -> hash + (active.isEmpty() || active.equals(here) ? "" : other))
                .orElse("no slipway.yaml in this folder or above"));
    return call.answer(new TextView("Catalogue", lines));
  }
}
