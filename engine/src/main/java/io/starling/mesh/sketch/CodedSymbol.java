package io.starling.mesh.sketch;

/**
 * One of the infinitely many sums over a set that make up its {@link Sketch}: each
 * element of the set takes part in some of them, which its {@link Mapping} decides
 * (section 3 of the paper has the cell, section 4 the sequence).
 *
 * @param id the exclusive or of the ids of all elements that take part
 * @param version the exclusive or of their versions
 * @param checksum the exclusive or of their checksums
 * @param count how many they are; in the difference of two symbols, those that only the
 * first set has less those that only the second has
 */
public record CodedSymbol(long id, long version, long checksum, int count) {
}
