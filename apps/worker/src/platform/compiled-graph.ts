import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type * as tfTypes from '@tensorflow/tfjs';
import type { CompiledGraph, GraphCompiler, TensorRuntime } from '@almanac/models';
import { createGraphDefinition, type Attribute, type AttributeKinds, type Edge, type GraphDefinition } from './graph-definition';

type Int64 = { readonly dtype: 'int64'; readonly value: number };
type Operand = tfTypes.TensorInfo | Int64;
type Execute = (name: string, attributes: readonly Attribute[], inputs: readonly Operand[], outputs: number) => tfTypes.Tensor[];
/** What this file uses of tfjs-node's backend: every kernel goes through these two. */
type NodeBackend = {
  readonly binding: AttributeKinds;
  executeSingleOutput: (name: string, attributes: readonly Attribute[], inputs: readonly Operand[]) => tfTypes.Tensor;
  executeMultipleOutputs: Execute;
  readonly readSync: (dataId: object) => ArrayLike<number>;
};
type SavedModel = { readonly predict: (inputs: tfTypes.NamedTensorMap) => tfTypes.Tensor | tfTypes.NamedTensorMap; readonly dispose: () => void };
type NodeRuntime = TensorRuntime & { readonly node: { readonly loadSavedModel: (folder: string, tags: readonly string[], signature: string) => Promise<SavedModel> } };

const FLOAT = 1;
const TOLERANCE = 1e-3;

/**
 * Runs a function of tensors as one TensorFlow graph: the function is run once with every operation recorded, forward and
 * backward alike; the record is written as a SavedModel and loaded back. One call instead of hundreds, and TensorFlow may run
 * independent operations side by side. The function must do the same operations for all inputs of these shapes.
 * @throws Error when something cannot be recorded or the graph does not reproduce the function's result
 */
export function graphCompiler(runtime: TensorRuntime): { readonly compile: GraphCompiler; readonly isRecording: () => boolean } {
  const tf = runtime as NodeRuntime; // the caller has loaded tfjs-node
  let isRecording = false;
  const compile: GraphCompiler = async (work, inputs) => {
    isRecording = true;
    let recording: Recording;
    try {
      recording = record(tf, work, inputs);
    } finally {
      isRecording = false;
    }
    const { bytes, expected } = recording;
    const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-graph-'));
    try {
      await writeFile(path.join(folder, 'saved_model.pb'), bytes);
      const model = await tf.node.loadSavedModel(folder, ['serve'], 'run');
      const compiled = toCompiledGraph(model, expected.length);
      assertSame(compiled.run(inputs), expected);
      return compiled;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return { compile, isRecording: () => isRecording };
}

function toCompiledGraph(model: SavedModel, outputs: number): CompiledGraph {
  return {
    run: (inputs) => {
      const results = model.predict(Object.fromEntries(inputs.map((tensor, k) => [`x${k}`, tensor])));
      if (outputs === 1 && 'dataId' in results) return [results as tfTypes.Tensor];
      return Array.from({ length: outputs }, (_, k) => (results as tfTypes.NamedTensorMap)[`y${k}`]!);
    },
    dispose: () => model.dispose(),
  };
}

type Recording = { readonly bytes: Uint8Array; readonly expected: readonly ArrayLike<number>[] };

function record(tf: NodeRuntime, work: (inputs: readonly tfTypes.Tensor[]) => tfTypes.Tensor[], inputs: readonly tfTypes.Tensor[]): Recording {
  const backend = tf.backend() as unknown as NodeBackend; // tfjs types name only what all backends share
  const graph = createGraphDefinition(backend.binding);
  const edges = new Map<object, Edge>();
  const placeholders = new Map<string, Edge>();
  inputs.forEach(({ dataId, shape }, k) => {
    const edge = graph.addPlaceholder(`x${k}`, shape);
    placeholders.set(`x${k}`, edge);
    edges.set(dataId, edge);
  });
  const edgeOf = (operand: Operand): Edge => operandEdge(graph, edges, backend, operand);
  const { executeMultipleOutputs, executeSingleOutput } = backend;
  const execute: Execute = (name, attributes, operands, count) => {
    const before = operands.map(edgeOf); // read before the operation: its inputs may be released after it
    const results = executeMultipleOutputs.call(backend, name, attributes, operands, count);
    const node = graph.addOperation(name, before, attributes);
    results.forEach(({ dataId, shape }, k) => edges.set(dataId, { name: `${node}:${k}`, shape }));
    return results;
  };
  backend.executeMultipleOutputs = execute;
  backend.executeSingleOutput = (name, attributes, operands) => execute(name, attributes, operands, 1)[0]!;
  try {
    const results = tf.tidy(() => work(inputs));
    const outputs = new Map(results.map((tensor, k) => [`y${k}`, { ...edgeOf(tensor), type: FLOAT }]));
    const expected = results.map((tensor) => Float32Array.from(tensor.dataSync()));
    tf.dispose(results);
    return { bytes: graph.serialize(placeholders, outputs), expected };
  } finally {
    backend.executeMultipleOutputs = executeMultipleOutputs;
    backend.executeSingleOutput = executeSingleOutput;
  }
}

/** Where an operand comes from: a node before, reshaped when it was seen in another shape, or a constant of the record. */
function operandEdge(graph: GraphDefinition, edges: Map<object, Edge>, backend: NodeBackend, operand: Operand): Edge {
  if (operand.dtype === 'int64') return graph.addConstant({ type: 'int64', shape: [], values: [(operand as Int64).value] });
  const { dataId, shape, dtype } = operand as tfTypes.TensorInfo;
  const known = edges.get(dataId);
  if (!known) {
    if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') throw new TypeError(`a ${dtype} constant cannot be recorded`);
    const edge = graph.addConstant({ type: dtype === 'float32' ? 'float' : dtype, shape, values: backend.readSync(dataId) });
    edges.set(dataId, edge);
    return edge;
  }
  if (known.shape.length === shape.length && known.shape.every((size, k) => size === shape[k])) return known;
  return graph.addReshape(known, { float32: FLOAT, int32: 3, bool: 10 }[dtype as 'float32' | 'int32' | 'bool'], shape);
}

function assertSame(results: readonly tfTypes.Tensor[], expected: readonly ArrayLike<number>[]): void {
  results.forEach((tensor, k) => {
    const values = tensor.dataSync();
    const wanted = expected[k]!;
    const largest = Array.from(wanted).reduce((most, v) => Math.max(most, Math.abs(v)), 1e-6);
    for (let j = 0; j < values.length; j++)
      if (!(Math.abs(values[j]! - wanted[j]!) <= TOLERANCE * largest)) throw new Error(`output ${k} of the graph is ${values[j]}, the function gave ${wanted[j]}`);
    tensor.dispose();
  });
}
