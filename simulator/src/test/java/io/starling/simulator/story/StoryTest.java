package io.starling.simulator.story;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.starling.simulator.Simulation;
import io.starling.simulator.SimulationSettings;
import io.starling.simulator.options.Span;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

class StoryTest {

	private static Simulation start(Story story, int members) {
		Simulation mesh = new Simulation(SimulationSettings.seeded(3), story);
		story.timedBy(mesh.timeline()::now);
		mesh.startMany(members);
		mesh.runFor(Duration.ofSeconds(10));
		return mesh;
	}

	@Test
	void aRowsStoryTellsWhoHeardItFromWhom() {
		RowStory story = new RowStory("b", "prices", "book");
		Simulation mesh = start(story, 30);
		mesh.put("b", "prices", "book", "12");
		mesh.runFor(Duration.ofSeconds(1));
		assertThat(story.entries().get(0).words()).startsWith("writes version");
		assertThat(story.entries().get(1).words()).startsWith("lists version");
		List<Entry> listed = story.entries().stream().filter((entry) -> !entry.mark().isEmpty()).toList();
		assertThat(listed).hasSize(30).extracting(Entry::host).doesNotHaveDuplicates();
		// Everybody but the owner heard it from somebody who had it before.
		for (int i = 1; i < listed.size(); i++) {
			assertThat(listed.subList(0, i)).extracting(Entry::host).contains(listed.get(i).from());
		}
		mesh.withdraw("b", "prices", "book");
		mesh.runFor(Duration.ofSeconds(1));
		assertThat(story.entries()).filteredOn((entry) -> entry.mark().equals("-")).hasSize(30);
	}

	@Test
	void aMembersStoryTellsWhoSaidWhatAndWhoBelievedIt() {
		MemberStory story = new MemberStory("c");
		Simulation mesh = start(story, 12);
		mesh.darken("c");
		mesh.runFor(Duration.ofSeconds(10));
		assertThat(story.entries().get(0).words()).startsWith("starts as");
		assertThat(story.entries()).extracting(Entry::words)
			.anyMatch((words) -> words.matches("hears that [a-l] finds version 1 SILENT"));
		assertThat(story.entries()).filteredOn((entry) -> entry.mark().equals("SUSPECT")).hasSize(11);
		assertThat(story.entries()).filteredOn((entry) -> entry.mark().equals("DEAD")).hasSize(11);
	}

	@Test
	void theTextIsALineForEachEntryOfTheTimeAskedFor() {
		MemberStory story = new MemberStory("c");
		Simulation mesh = start(story, 5);
		mesh.crash("c");
		mesh.runFor(Duration.ofSeconds(1));
		List<String> all = new StoryText(story, Span.ALL).lines();
		List<String> late = new StoryText(story, new Span(Duration.ofSeconds(10), Duration.ofSeconds(11))).lines();
		assertThat(all).hasSameSizeAs(story.entries());
		assertThat(new StoryText(story, new Span(Duration.ofSeconds(900), Duration.ofSeconds(901))).lines())
			.singleElement(as(InstanceOfAssertFactories.STRING))
			.contains("in that time; it did from 0.0");
		assertThat(late).isNotEmpty().hasSizeLessThan(all.size()).allMatch((line) -> line.contains(" 10."));
	}

	@Test
	void whereThereIsNothingToTellItSaysWhatThereIs() {
		RowStory story = new RowStory("x", "prices", "");
		Simulation mesh = start(story, 3);
		mesh.put("b", "prices", "book", "12");
		assertThat(new StoryText(story, Span.ALL).lines())
			.containsExactly("Nothing happened to the row x/prices; rows were written: [b/prices/book]");
		assertThat(new StoryPicture(story, Span.ALL).drawing().height()).isPositive();
	}

	@Test
	void thePictureHasALaneForEachHost() throws IOException {
		RowStory story = new RowStory("b", "prices", "");
		Simulation mesh = start(story, 6);
		mesh.put("b", "prices", "", "12");
		mesh.runFor(Duration.ofSeconds(1));
		String svg = new StoryPicture(story, Span.ALL).drawing().toSvg();
		assertThat(svg).contains("The row b/prices", ">a</text", ">f</text", ">v");
	}

}
