/**
 * Whole meshes on one thread in virtual time: the same protocol as in production, on a
 * network and with clocks, processes and faults that one seed decides. The same seed
 * always gives the same run, on any machine.
 * <p>
 * Tests speak to {@link io.starling.simulator.Simulation} in sentences and ask
 * {@link io.starling.simulator.MeshAssert}. {@link io.starling.simulator.Scenario} draws
 * a whole run from a seed, {@link io.starling.simulator.Swarm} plays many, and
 * {@link io.starling.simulator.SimulateCommand} is the command line. What is checked
 * after every event stands in {@link io.starling.simulator.invariant}.
 */
@NullMarked
package io.starling.simulator;

import org.jspecify.annotations.NullMarked;
