package io.starling.demo.process;

/**
 * Is told what happens to processes. Called from any thread, with no lock held.
 */
@FunctionalInterface
public interface SupervisorListener {

	/**
	 * Something happened to a process.
	 * @param name the instance
	 * @param what what happened, in words
	 */
	void happened(String name, String what);

}
