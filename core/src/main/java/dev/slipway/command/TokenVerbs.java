package dev.slipway.command;

import dev.slipway.control.Tokens;
import dev.slipway.journal.Store;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.Role;
import dev.slipway.view.TokensView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may act over the network. Never in chat: a secret shown there is everybody's. */
final class TokenVerbs {
  static final String GROUP = "Server";

  private TokenVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("login", GROUP, "work with a team's server from here on")
            .says(
                "The server says who one is; then its address and the token are kept for this user alone.")
            .says("In CI the variables SLIPWAY_SERVER and SLIPWAY_TOKEN do the same.")
            .slot("address", Values.NOTHING, "https://slipway.example.org")
            .option(
                Option.value(
                    "--token-file",
                    "file",
                    Values.NOTHING,
                    "where the token lies; it is asked for otherwise"))
            .option(
                Option.value(
                    "--certificate",
                    "file",
                    Values.NOTHING,
                    "the authority to trust, where this computer does not know it"))
            .only(Face.ONE_SHOT)
            .example("login https://slipway.example.org", "asks for the token, unseen")
            .example(
                "login https://slipway.example.org --token-file token", "with a file of mode 600")
            .answers(NoticeView.class)
            .does(call ->
                call.session()
                    .host()
                    .login(
                        new LoginWish(
                            call.need("address"),
                            call.option("--token-file"),
                            call.option("--certificate"),
                            call.format()))),
        Verb.named("logout", GROUP, "forget the server, and work with a store of one's own again")
            .only(Face.ONE_SHOT)
            .example("logout", "address and token are removed here")
            .answers(NoticeView.class)
            .does(call -> call.session().host().logout(call.format())),
        Verb.named("token create", GROUP, "make a token for a person or machine, shown this once")
            .says(
                "Own tokens are everybody's. Those of others and of machines take the role "
                    + Tokens.ADMINISTRATOR
                    + ", because whoever holds a token acts as its holder.")
            .option(Option.value("--for", "person", Values.PERSON, "whose it is; you"))
            .option(
                Option.value(
                    "--expires", "duration", Values.DURATION, "how long it lasts, 90d by default"))
            .text("--purpose", "text", "what it is for: \"laptop\", \"CI of shop\"")
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("token create --purpose laptop", "your own")
            .example("token create --for ci --expires 30d", "for a machine of the catalogue")
            .example("token create --for ci --fields secret", "the secret alone, for a file")
            .answers(TokensView.class)
            .does(TokenVerbs::create),
        Verb.named("token list", GROUP, "tokens, and when they end")
            .option(Option.flag("--all", "the expired and revoked ones as well"))
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("token list", "those that let somebody in")
            .answers(TokensView.class)
            .does(TokenVerbs::list),
        Verb.named("token revoke", GROUP, "end a token, and those that were made with it")
            .slot("token", Values.TOKEN, "its name, the middle part of it")
            .reason("why")
            .changes()
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("token revoke k3m7qz2x4a --reason \"laptop lost\"", "at once, everywhere")
            .does(TokenVerbs::revoke));
  }

  private static Outcome create(Call call) {
    Tokens.Made made =
        call.yes(
            call.desk()
                .tokens()
                .create(
                    call.actor(),
                    call.session().token(),
                    call.option("--for").orElse(call.actor().name()),
                    call.duration("--expires").orElse(Tokens.USUAL),
                    call.text("--purpose")));
    return call.answer(
        TokensView.made(made.token(), made.secret().text(), call.desk().catalogue(), call.now()));
  }

  private static Outcome list(Call call) {
    call.refuseStranger();
    Instant now = call.now();
    List<Store.Token> tokens =
        call.desk().tokens().of(call.actor()).stream()
            .filter(token -> call.has("--all") || TokensView.isValid(token, now))
            .toList();
    return call.answer(TokensView.of(tokens, call.desk().catalogue(), now));
  }

  private static Outcome revoke(Call call) {
    String token = call.need("token");
    if (call.dryRun()) {
      call.refuseStranger();
      return call.answer(Notices.in(call).would("Would revoke token " + Plain.line(token) + "."));
    }
    List<Store.Token> ended =
        call.yes(call.desk().tokens().revoke(call.actor(), token, call.text("--reason")));
    boolean already = ended.isEmpty();
    return call.answer(
        new NoticeView(
            Optional.empty(),
            false,
            already ? Role.NONE : Role.GOOD,
            already
                ? "Token " + token + " has ended already; nothing was changed."
                : "Token " + token + " is revoked; whoever presents it is turned away.",
            ended.stream()
                .skip(1)
                .map(one -> "Also " + one.id() + ", which was made with it.")
                .toList(),
            List.of(),
            Optional.empty(),
            Optional.of("slipway token list"),
            Optional.empty()));
  }
}
