import type * as tfTypes from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { loadTensorflow } from './tensorflow';

const { tf, lstmKernel, compile, backend } = await loadTensorflow();

describe.skipIf(!compile)(`a compiled graph of ${backend}`, () => {
  const lossAndGradients = ([x, w, b]: readonly tfTypes.Tensor[]) => {
    const { value, grads } = tf.valueAndGrads((weights: tfTypes.Tensor, bias: tfTypes.Tensor) =>
      lstmKernel!(x as tfTypes.Tensor3D, weights as tfTypes.Tensor2D, bias as tfTypes.Tensor1D).relu().mean<tfTypes.Scalar>(),
    )([w!, b!]);
    return [value, ...grads];
  };
  const inputsOf = (seed: number, batch = 3) => [
    tf.randomNormal([5, batch, 2], 0, 1, 'float32', seed),
    tf.randomNormal([6, 16], 0, 0.5, 'float32', seed + 1),
    tf.randomNormal([16], 0, 0.5, 'float32', seed + 2),
  ];

  it.each([3, 600])('gives what the function gives for inputs it has not seen, and keeps no tensor (%i windows)', async (batch) => {
    const example = inputsOf(1, batch);
    const graph = await compile!(lossAndGradients, example);
    const others = inputsOf(50, batch);
    const before = tf.memory().numTensors;
    const [direct, compiled] = [lossAndGradients(others), graph.run(others)];
    direct.forEach((tensor, k) => {
      const values = compiled[k]!.dataSync();
      expect(compiled[k]!.shape).toEqual(tensor.shape);
      tensor.dataSync().forEach((v, j) => expect(values[j]).toBeCloseTo(v, 5));
    });
    tf.dispose([...direct, ...compiled]);
    expect(tf.memory().numTensors).toBe(before);
    graph.dispose();
    tf.dispose([...example, ...others]);
  });

  it('repeats the operations of the first run, and refuses what it cannot write', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    let runs = 0;
    const unsteady = ([input]: readonly tfTypes.Tensor[]) => [input!.mul((runs += 1)).add(Number(input!.dataSync()[0]))];
    const graph = await compile!(unsteady, [x]);
    expect([...graph.run([x])[0]!.dataSync()]).toEqual([2, 3, 4]);
    await expect(compile!(() => [tf.tensor1d(['text'])], [x])).rejects.toThrow(/string/);
  });
});
