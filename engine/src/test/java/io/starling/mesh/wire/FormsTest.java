package io.starling.mesh.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No message and no rumor is without a form of its own.
 */
class FormsTest {

	private static final int DRAWS = 5000;

	@Test
	void everyMessageHasAFormThatIsReadAsItWasWritten() throws MalformedException {
		RandomMessages messages = new RandomMessages(1);
		Set<String> seen = new TreeSet<>();
		for (int i = 0; i < DRAWS; i++) {
			Message message = messages.next();
			assertThat(MessageCodec.decode(MessageCodec.encode(message))).contains(message);
			seen.add(message.getClass().getName());
		}
		assertThat(seen).isEqualTo(permitted(Message.class));
		assertThat(MessageType.values()).hasSameSizeAs(seen);
	}

	@Test
	void everyRumorHasAFormThatIsReadAsItWasWritten() throws MalformedException {
		RandomMessages messages = new RandomMessages(2);
		Set<String> seen = new TreeSet<>();
		for (int i = 0; i < DRAWS; i++) {
			Rumor rumor = messages.rumor();
			Message gossip = new Message.Gossip(List.of(rumor));
			assertThat(MessageCodec.decode(MessageCodec.encode(gossip))).contains(gossip);
			seen.add(rumor.getClass().getName());
		}
		assertThat(seen).isEqualTo(permitted(Rumor.class));
	}

	private static Set<String> permitted(Class<?> type) {
		return Arrays.stream(type.getPermittedSubclasses())
			.filter((each) -> !each.isEnum())
			.map(Class::getName)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
