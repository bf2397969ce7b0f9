package dev.slipway.bot.api;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Requests that are none, in the words and shape of every other no. */
@RestControllerAdvice
class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger("slipway.api");

  @ExceptionHandler
  ResponseEntity<String> unreadable(RecordJson.Unreadable unreadable) {
    return Replies.refused(
        HttpStatus.BAD_REQUEST,
        Replies.no(
            "E-API-01",
            ExitCode.USAGE,
            "The request cannot be read.",
            String.valueOf(unreadable.getMessage()),
            "docs/reference/api.md tells what it holds"));
  }

  @ExceptionHandler
  ResponseEntity<String> tooLong(Requests.TooLong tooLong) {
    return Replies.refused(
        HttpStatus.CONTENT_TOO_LARGE,
        Replies.no(
            "E-API-02",
            ExitCode.USAGE,
            "The request is too long.",
            String.valueOf(tooLong.getMessage()),
            "docs/reference/api.md tells what it holds"));
  }

  /** Whoever asked is gone. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {}

  @ExceptionHandler
  ResponseEntity<String> broken(Exception broken) {
    if (broken instanceof ErrorResponse wrong && wrong.getStatusCode().is4xxClientError()) {
      return ResponseEntity.status(wrong.getStatusCode())
          .headers(wrong.getHeaders())
          .contentType(MediaType.APPLICATION_JSON)
          .body(RecordJson.write(noSuchRequest()));
    }
    Failure failure = Failure.of(broken);
    if (failure.view().code().startsWith("E-BUG")) {
      LOG.warn("{}: {}", failure.view().code(), Failure.trace(broken));
    }
    return Replies.refused(
        failure.isStoreAway() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR,
        LineAnswer.refused(failure.view(), failure.exit()));
  }

  static LineAnswer noSuchRequest() {
    return Replies.no(
        "E-API-03",
        ExitCode.USAGE,
        "The API has no such request.",
        "",
        "docs/reference/api.md lists those there are");
  }
}
