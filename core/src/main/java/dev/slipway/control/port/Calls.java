package dev.slipway.control.port;

import dev.slipway.plan.Reach;

/** Asks other systems over HTTP. Answers are limited in time and size. */
public interface Calls {
  /**
   * One question.
   *
   * @param path behind the system's address, with its query: "/api/v1/query?query=up"
   * @param type of the body; "" without one
   */
  record Ask(String method, String path, String type, String body) {
    public static Ask get(String path) {
      return new Ask("GET", path, "", "");
    }

    public static Ask post(String path, String type, String body) {
      return new Ask("POST", path, type, body);
    }

    public static Ask delete(String path) {
      return new Ask("DELETE", path, "", "");
    }
  }

  record Reply(int status, String body) {}

  /**
   * Any status is an answer. A redirect is not followed: it could lead a secret elsewhere.
   *
   * @param system named in the failure, with what was asked of it
   * @throws OutsideFailure when there is no whole answer within the limit, or it is too large, or
   *     the secret is not where it should be
   */
  Reply call(String system, String operation, Reach reach, Ask ask);
}
