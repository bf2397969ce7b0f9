package dev.slipway.command;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.Role;
import java.util.List;

/** What only makes sense where people talk. */
final class ChatVerbs {
  static final String GROUP = "In a chat";

  private ChatVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("move here", GROUP, "let a release be told in this channel instead")
            .says(
                "Its message comes here with what has happened so far; the old one points here. For people of the release.")
            .release()
            .changes()
            .option(
                Option.value(
                    "--from",
                    "channel",
                    Values.CHANNEL,
                    "where it is told now; needed where that is in several channels"))
            .only(Face.CHAT)
            .example("move here shop/42", "where it should have been told from the beginning")
            .example("move here shop/42 --from #shop-deploys", "where it is told in several")
            .does(ChatVerbs::moveHere));
  }

  private static Outcome moveHere(Call call) {
    ReleaseRecord release = call.release();
    call.refuseStranger();
    String from =
        call.yes(call.session().host().moveHere(release, call.option("--from"), call.dryRun()));
    return call.answer(
        call.dryRun()
            ? Notices.in(call)
                .would(release, "Would let " + release.id() + " be told here, not in " + from + ".")
            : Notices.in(call)
                .role(Role.WAITING)
                .done(
                    release,
                    release,
                    release.id() + " is told here from now on, not in " + from + "."));
  }
}
