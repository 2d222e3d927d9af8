package io.starling.demo.console;

/**
 * What became of a person's wish.
 *
 * @param done whether it is being done
 * @param message what is being done, or why not
 */
record Reply(boolean done, String message) {

	static Reply done(String message) {
		return new Reply(true, message);
	}

	static Reply refused(String message) {
		return new Reply(false, message);
	}

}
