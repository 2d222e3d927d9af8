/**
 * The form that messages have on a connection: the one place where a
 * {@link io.starling.mesh.message.Message} becomes bytes and bytes become a message.
 * Start at {@link io.starling.mesh.wire.MessageCodec}; the field numbers stand at the top
 * of each {@code ...Format}.
 *
 * <p>
 * A message travels in a frame: three bytes with the number of bytes that follow, most
 * significant first, one byte with the version of the format, one byte with the type of
 * the message, and then fields. A field is a key, a variable-length integer that holds
 * {@code number << 2 | kind}, and a value. The kind alone tells how long the value is: a
 * variable-length integer (0), eight bytes (1), sixteen bytes (2), or a length and that
 * many bytes (3). There is no fifth kind, so that a reader can step over any field that
 * it does not know.
 *
 * <p>
 * That is how the format grows without a new version. A reader steps over fields, rumors
 * and messages that it does not know, and over those with an enumerated value that it
 * does not know; but what stands in a record, row, vote or report is kept byte for byte
 * with what is not known in it, and passed on so. A field that holds nothing (false, an
 * empty text) is not written; a field that is needed and missing, given twice or of the
 * wrong kind makes the message malformed. Numbers once given are never used for anything
 * else. Number {@value io.starling.mesh.model.FieldReader#SIGNATURE} is reserved in
 * member records, rows, votes and reports of deaths for their author's signature.
 *
 * <p>
 * Where that is not enough, the version of the format goes up. A hello tells which
 * versions its sender speaks, and from then on both sides write the highest that both
 * know; a frame of any other one is malformed. Hellos and goodbyes themselves are of
 * version 1 for ever, and so is the head of every frame.
 *
 * <p>
 * Nothing here trusts its input: every length and count is held against
 * {@link io.starling.mesh.model.Limits} before anything is allocated for it, no
 * collection is sized by a number from outside, and no exception other than
 * {@link io.starling.mesh.bytes.MalformedException} leaves the decoder. Nothing here
 * knows sockets, time or threads.
 */
@NullMarked
package io.starling.mesh.wire;

import org.jspecify.annotations.NullMarked;
