package dev.slipway.catalog;

import dev.slipway.plan.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What reading a configuration came to: checked values, or every problem there is, never a mixture.
 */
public sealed interface Reading {
  /**
   * @param file the file that was read first, absolute
   * @param files every file that was read, absolute
   * @param text every file that was read, in one text, to be kept and read again
   * @param mail absent where no mail can be sent
   * @param remarks what is allowed but will surprise, such as a policy that too few people can ever
   *     fulfil
   */
  record Read(
      Catalogue catalogue,
      StoreSettings store,
      ServerSettings server,
      ChatSettings chat,
      WebhookSettings webhooks,
      MarkerSettings markers,
      Optional<MailSettings> mail,
      Path file,
      List<Path> files,
      String text,
      List<Problem> remarks)
      implements Reading {
    public Read {
      files = List.copyOf(files);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * @param all at least one, in the order of files and lines
   */
  record Problems(List<Problem> all) implements Reading {
    public Problems {
      all = List.copyOf(all);
    }
  }
}
