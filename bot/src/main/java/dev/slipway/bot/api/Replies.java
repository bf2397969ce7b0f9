package dev.slipway.bot.api;

import dev.slipway.command.ExitCode;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Records as answers of the API. A no has one shape, wherever it comes from. */
final class Replies {
  private Replies() {}

  static ResponseEntity<String> of(HttpStatus status, Record body) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .body(RecordJson.write(body));
  }

  static ResponseEntity<String> refused(HttpStatus status, LineAnswer no) {
    return of(status, no);
  }

  static LineAnswer no(String code, ExitCode exit, String what, String why, String... fix) {
    return LineAnswer.refused(
        new RefusalView(
            code,
            exit == ExitCode.NOT_ALLOWED
                ? "not allowed"
                : exit == ExitCode.USAGE ? "usage" : "failed",
            Plain.line(what),
            why.isBlank() ? List.of() : List.of(Plain.line(why, 300)),
            Plain.lines(List.of(fix))),
        exit);
  }

  /** How HTTP says the same. */
  static HttpStatus status(int exit) {
    return switch (exit) {
      case 0 -> HttpStatus.OK;
      case 2 -> HttpStatus.BAD_REQUEST;
      case 4 -> HttpStatus.FORBIDDEN;
      case 5 -> HttpStatus.NOT_FOUND;
      case 3, 6 -> HttpStatus.CONFLICT;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
