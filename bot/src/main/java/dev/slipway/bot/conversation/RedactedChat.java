package dev.slipway.bot.conversation;

import dev.slipway.command.Candidate;
import dev.slipway.notice.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A chat as the server uses it: everything that leaves for the platform, whoever says it, passes
 * here, and leaves without what the configuration keeps back.
 */
public class RedactedChat implements ChatPlatform {
  private final ChatPlatform platform;
  private final KeptBack keptBack;

  public RedactedChat(ChatPlatform platform, Redaction redaction) {
    this.platform = platform;
    this.keptBack = new KeptBack(redaction);
  }

  @Override
  public String name() {
    return platform.name();
  }

  @Override
  public void sharedBy(int servers) {
    platform.sharedBy(servers);
  }

  @Override
  public void open(ChatListener listener) {
    platform.open(
        new ChatListener() {
          @Override
          public void heard(Incoming incoming, Answering answering) {
            listener.heard(incoming, redacted(answering));
          }

          @Override
          public List<Candidate> complete(Account by, Place at, String line) {
            return listener.complete(by, at, line).stream()
                .filter(candidate -> keptBack.text(candidate.value()).equals(candidate.value()))
                .map(RedactedChat.this::redacted)
                .toList();
          }

          @Override
          public void acknowledged(Duration took) {
            listener.acknowledged(took);
          }
        });
  }

  private Candidate redacted(Candidate candidate) {
    return new Candidate(
        candidate.value(),
        keptBack.text(candidate.description()),
        candidate.group(),
        candidate.possible(),
        keptBack.text(candidate.because()));
  }

  private Answering redacted(Answering answering) {
    return new Answering() {
      @Override
      public void privately(Message message) {
        answering.privately(keptBack.from(message));
      }

      @Override
      public void openly(Message message) {
        answering.openly(keptBack.from(message));
      }

      @Override
      public void form(Form form) {
        if (keptBack.isFree(form.press())) {
          answering.form(keptBack.from(form));
        } else {
          answering.privately(KeptBack.NO_FORM);
        }
      }
    };
  }

  @Override
  public Connection connection() {
    return platform.connection();
  }

  @Override
  public MessageId post(Place place, Message message, PostId id, boolean alsoInChannel)
      throws ChatTrouble {
    return platform.post(place, keptBack.from(message), id, alsoInChannel);
  }

  @Override
  public MessageId postFirst(Place place, Message message, PostId id, boolean alsoInChannel)
      throws ChatTrouble {
    return platform.postFirst(place, keptBack.from(message), id, alsoInChannel);
  }

  @Override
  public Optional<MessageId> find(Place place, PostId id) throws ChatTrouble {
    return platform.find(place, id);
  }

  @Override
  public List<MessageId> findAll(Place place, PostId id) throws ChatTrouble {
    return platform.findAll(place, id);
  }

  @Override
  public void edit(MessageId posted, Message message, PostId id) throws ChatTrouble {
    platform.edit(posted, keptBack.from(message), id);
  }

  @Override
  public void remove(Place place, MessageId posted, PostId id) throws ChatTrouble {
    platform.remove(place, posted, id);
  }

  @Override
  public Reactions reactions(MessageId posted) throws ChatTrouble {
    return platform.reactions(posted);
  }

  @Override
  public Place direct(Account to) throws ChatTrouble {
    return platform.direct(to);
  }

  @Override
  public boolean isDirect(String channel) {
    return platform.isDirect(channel);
  }

  @Override
  public String channelName(String channel) {
    return platform.channelName(channel);
  }

  @Override
  public void close() {
    platform.close();
  }
}
