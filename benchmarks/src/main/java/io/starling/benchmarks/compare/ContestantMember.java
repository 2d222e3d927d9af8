package io.starling.benchmarks.compare;

/**
 * One running member of a product under test. What it is asked is answered from its own
 * memory, on any thread.
 */
interface ContestantMember {

	/**
	 * Returns the name that others list it by.
	 * @return the name, never used twice
	 */
	String name();

	/**
	 * Returns where others can reach it.
	 * @return the address, as {@link Contestant#start} takes it
	 */
	String address();

	/**
	 * Replaces the one value that this member says of itself, and spreads it; does not
	 * wait for others.
	 * @param value the new value
	 */
	void change(String value);

	/**
	 * Tells whether a change has come here.
	 * @param owner who made it
	 * @param value what it changed to
	 * @return true if this member holds the value
	 */
	boolean holds(ContestantMember owner, String value);

	/**
	 * Returns how many members this one lists, itself among them.
	 * @return the number
	 */
	int size();

	/**
	 * Tells whether this member lists another as one that is there.
	 * @param name the other's name
	 * @return true from when it knows it until it takes it for dead or gone
	 */
	boolean lists(String name);

	/**
	 * Leaves as the product means it: with a goodbye.
	 * @throws Exception if the product cannot
	 */
	void leave() throws Exception;

}
