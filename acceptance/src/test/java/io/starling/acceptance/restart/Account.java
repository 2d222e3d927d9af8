package io.starling.acceptance.restart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the calls of a while.
 *
 * @param answers how many calls each process answered, by its id
 * @param failures the calls that failed
 */
record Account(Map<String, Long> answers, List<Failure> failures) {

	/**
	 * A call that failed.
	 *
	 * @param start when it was made, in milliseconds since 1970
	 * @param why what the caller was told
	 */
	record Failure(long start, String why) {

	}

	static Account of(String book) {
		Map<String, Long> answers = new TreeMap<>();
		for (String line : book.lines().filter((it) -> it.startsWith("answered ")).toList()) {
			String[] words = line.split(" ", 3);
			answers.put(words[2], Long.valueOf(words[1]));
		}
		List<Failure> failures = book.lines()
			.filter((line) -> line.startsWith("failed "))
			.map((line) -> line.split(" ", 3))
			.map((words) -> new Failure(Long.parseLong(words[1]), words[2]))
			.toList();
		return new Account(answers, failures);
	}

	Account plus(Account later) {
		Map<String, Long> answers = new TreeMap<>(this.answers);
		later.answers.forEach((pid, count) -> answers.merge(pid, count, Long::sum));
		List<Failure> failures = new ArrayList<>(this.failures);
		failures.addAll(later.failures);
		return new Account(answers, failures);
	}

	long answered() {
		return this.answers.values().stream().mapToLong(Long::longValue).sum();
	}

}
