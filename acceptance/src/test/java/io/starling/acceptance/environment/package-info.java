/**
 * Applications in the surroundings in which they are developed and run: restarted by
 * Boot's developer tools, and compiled ahead of time.
 */
package io.starling.acceptance.environment;
