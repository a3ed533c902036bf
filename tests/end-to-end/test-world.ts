import { onTestFinished } from "vitest";
import { createWorld, type World, type WorldOptions } from "./world.ts";

/** A world that is gone when the test is over. */
export async function createTestWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  onTestFinished(() => world.close());
  return world;
}
