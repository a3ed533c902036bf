import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { createOnnxWriter } from "../../../src/models/sentence-encoder/onnx.ts";

/** More than 127 of anything takes a second byte in protobuf, more than 16,383 a third. */
const MANY = 20_000;

test("a written model computes what it says, with tensors of many bytes", async () => {
  const { addTensor, addNode, finish } = createOnnxWriter();
  const offsets = addTensor(
    "float32",
    [MANY],
    new Uint8Array(Float32Array.from({ length: MANY }, (_, at) => at).buffer),
  );
  const picked = addNode("Gather", [offsets, "places"], { axis: 0 });
  const halved = addNode("LeakyRelu", [addNode("Neg", [picked])], { alpha: { real: 0.5 } });
  const model = finish(
    { name: "places", type: "int32", dims: ["rows", 2] },
    {
      name: "turned",
      type: "float32",
      dims: [2, "rows"],
      value: addNode("Transpose", [halved], { perm: [1, 0] }),
    },
  );

  const session = await InferenceSession.create(model);
  const { turned } = await session.run({ places: new Tensor(Int32Array.of(1, 2, 300, MANY - 1), [2, 2]) });
  expect(turned?.dims).toEqual([2, 2]);
  expect(turned?.data).toEqual(Float32Array.of(-0.5, -150, -1, (1 - MANY) / 2));
});
