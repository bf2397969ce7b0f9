package dev.slipway.bot.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;

/**
 * The one workspace this bot is in, as Slack says of its token.
 *
 * @param bot the member it posts as
 * @param name how that member is called
 */
record Workspace(String team, String bot, String name) {
  static Workspace of(AuthTestResponse answer) {
    return new Workspace(
        String.valueOf(answer.getTeamId()),
        String.valueOf(answer.getUserId()),
        String.valueOf(answer.getUser()));
  }
}
