package io.starling.mesh.sketch;

/**
 * What the sets that are compared consist of: a thing that has versions. Two elements of
 * one id and different versions differ as two strangers do, so a change of version is a
 * difference of two elements; the ids then tell that they belong together, and the
 * versions which is newer.
 *
 * @param id stands for the name; {@link SaltedHash#of(byte[])} of it, under the salt of
 * the exchange
 * @param version the version
 */
public record Element(long id, long version) {
}
