package io.starling.benchmarks.hosts;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the benchmark does and finds, step by step: on standard error for those who wait,
 * and in a file, with the time that the events of nodes have, too.
 */
final class Journal implements AutoCloseable {

	private final long begin = Event.now();

	private final BufferedWriter file;

	private Journal(BufferedWriter file) {
		this.file = file;
	}

	static Journal in(Path directory) {
		try {
			return new Journal(Files.newBufferedWriter(directory.resolve("journal.txt")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	synchronized void say(String line) {
		long micros = Event.now();
		System.err.println(String.format(Locale.ROOT, "%7.1f s  %s", (micros - this.begin) / 1e6, line));
		try {
			this.file.append(String.valueOf(micros)).append(' ').append(line).append('\n');
			this.file.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
