/**
 * Applications in processes of their own:
 * {@link io.starling.acceptance.process.ApplicationProcess} is one,
 * {@link io.starling.acceptance.process.ProcessMesh} a mesh of them, of which the test is
 * a member itself. What the applications are stands in a package for each subject.
 */
package io.starling.acceptance.process;
