package io.starling.mesh.protocol;

/**
 * What an observer has found out about a neighbour by itself, the weakest first: rule D3
 * of PROTOCOL.md. A refusal alone proves nothing, as a firewall refuses, too; an end of
 * the link that only the far side's kernel can have sent, and a refusal after it, do.
 */
enum Finding {

	/** No answer, or none in time. */
	SILENCE,

	/** A refusal, and nothing else: it joins the proof of another observer. */
	REFUSAL,

	/**
	 * The far side's kernel closed the link that answered, and refuses since; or another
	 * member answers at the address.
	 */
	PROOF,

	/** The own kernel refuses for an address of the own host. */
	OWN_HOST

}
