package io.starling.benchmarks.compare;

import java.util.List;

/**
 * A product under test: starts members that find each other, with its own defaults in all
 * but addresses and ports, each with the threads that it would have as a process of its
 * own.
 */
interface Contestant {

	/** How many of the first members are everybody's seeds. */
	int SEEDS = 3;

	/**
	 * Starts one more member. Called by one thread at a time.
	 * @param number tells it from the other members, those in other processes among them
	 * @param seeds addresses of the first members, fewer than {@link #SEEDS} only while
	 * there are fewer
	 * @return the member, as soon as the product takes it for started
	 * @throws Exception if the product cannot
	 */
	ContestantMember start(int number, List<String> seeds) throws Exception;

}
