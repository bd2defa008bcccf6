import { createRequire } from 'node:module';

/** A value on an edge of the graph: an output of a node, and the shape it has there. */
export type Edge = { readonly name: string; readonly shape: readonly number[] };
export type Constant = { readonly type: 'float' | 'int32' | 'int64' | 'bool'; readonly shape: readonly number[]; readonly values: ArrayLike<number> };
/** One attribute of an operation as tfjs-node's backend passes it. */
export type Attribute = { readonly name: string; readonly type: number; readonly value: unknown };
/** Numbers by which tfjs-node tells kinds of attributes apart. */
export type AttributeKinds = Readonly<Record<'TF_ATTR_STRING' | 'TF_ATTR_INT' | 'TF_ATTR_FLOAT' | 'TF_ATTR_BOOL' | 'TF_ATTR_TYPE' | 'TF_ATTR_SHAPE', number>>;

/** Writes a TensorFlow graph node by node and packs it as a SavedModel, with the protobuf classes that tfjs-node carries. */
export type GraphDefinition = {
  readonly addPlaceholder: (name: string, shape: readonly number[]) => Edge;
  readonly addConstant: (constant: Constant) => Edge;
  /** @returns the name of the node; its outputs are `name:0`, `name:1`, … */
  readonly addOperation: (operation: string, inputs: readonly Edge[], attributes: readonly Attribute[]) => string;
  readonly addReshape: (edge: Edge, type: number, shape: readonly number[]) => Edge;
  /** the bytes of `saved_model.pb` with one signature, `run` */
  readonly serialize: (inputs: ReadonlyMap<string, Edge>, outputs: ReadonlyMap<string, Edge & { readonly type: number }>) => Uint8Array;
};

/** TensorFlow's DataType numbers. */
const DATA_TYPE = { float: 1, int32: 3, int64: 9, bool: 10 } as const;
const VALUE_SETTER = { float: 'setFloatValList', int32: 'setIntValList', int64: 'setInt64ValList', bool: 'setBoolValList' } as const;
/** Newest graph format this writer knows; older libraries accept graphs without newer operations. */
const PRODUCER = 1087;

type Message = Readonly<Record<string, (...args: unknown[]) => unknown>>;
type MessageClass = new () => Message;
type Messages = Readonly<Record<string, MessageClass & Readonly<Record<string, MessageClass>>>>;

export function createGraphDefinition(kinds: AttributeKinds): GraphDefinition {
  const messages = createRequire(import.meta.url)('@tensorflow/tfjs-node/dist/proto/api_pb') as Messages;
  const graph = create(messages['GraphDef']!);
  const versions = create(messages['VersionDef']!);
  call(versions, 'setProducer', PRODUCER);
  call(graph, 'setVersions', versions);
  let nodes = 0;

  const shapeMessage = (shape: readonly number[]): Message => {
    const message = create(messages['TensorShape']!);
    for (const size of shape) {
      const dimension = create(messages['TensorShape']!['Dim']!);
      call(dimension, 'setSize', size);
      call(message, 'addDim', dimension);
    }
    return message;
  };
  const addNode = (name: string, operation: string, inputs: readonly string[], attributes: ReadonlyMap<string, (message: Message) => void>): string => {
    const node = create(messages['NodeDef']!);
    call(node, 'setName', name);
    call(node, 'setOp', operation);
    call(node, 'setInputList', inputs);
    const map = call(node, 'getAttrMap') as Message;
    for (const [key, fill] of attributes) {
      const value = create(messages['AttrValue']!);
      fill(value);
      call(map, 'set', key, value);
    }
    call(graph, 'addNode', node);
    return name;
  };
  const typeOf = (type: number) => (message: Message) => void call(message, 'setType', type);
  const fillAttribute = ({ name, type, value }: Attribute) => (message: Message): void => {
    if (Array.isArray(value)) {
      if (type !== kinds.TF_ATTR_INT) throw new TypeError(`attribute ${name}: lists of this kind cannot be written`);
      const list = create(messages['AttrValue']!['ListValue']!);
      call(list, 'setIList', value);
      call(message, 'setList', list);
    } else if (type === kinds.TF_ATTR_TYPE) call(message, 'setType', value);
    else if (type === kinds.TF_ATTR_BOOL) call(message, 'setB', value);
    else if (type === kinds.TF_ATTR_INT) call(message, 'setI', value);
    else if (type === kinds.TF_ATTR_FLOAT) call(message, 'setF', value);
    else if (type === kinds.TF_ATTR_STRING) call(message, 'setS', Buffer.from(String(value)).toString('base64'));
    else throw new TypeError(`attribute ${name}: kind ${type} cannot be written`);
  };
  const addConstant = ({ type, shape, values }: Constant): Edge => {
    const tensor = create(messages['Tensor']!);
    call(tensor, 'setDtype', DATA_TYPE[type]);
    call(tensor, 'setTensorShape', shapeMessage(shape));
    const isUniform = Array.prototype.every.call(values, (value) => value === values[0]); // the format lets the last value stand for the rest
    const numbers = isUniform ? [values[0] ?? 0] : Array.from(values);
    call(tensor, VALUE_SETTER[type], type === 'bool' ? numbers.map(Boolean) : numbers);
    const name = addNode(`c${nodes++}`, 'Const', [], new Map([['dtype', typeOf(DATA_TYPE[type])], ['value', (message: Message) => void call(message, 'setTensor', tensor)]]));
    return { name: `${name}:0`, shape };
  };
  const tensorInfo = (edge: Edge, type: number): Message => {
    const info = create(messages['TensorInfo']!);
    call(info, 'setName', edge.name);
    call(info, 'setDtype', type);
    call(info, 'setTensorShape', shapeMessage(edge.shape));
    return info;
  };

  return {
    addPlaceholder: (name, shape) => {
      addNode(name, 'Placeholder', [], new Map([['dtype', typeOf(DATA_TYPE.float)], ['shape', (message: Message) => void call(message, 'setShape', shapeMessage(shape))]]));
      return { name: `${name}:0`, shape };
    },
    addConstant,
    addOperation: (operation, inputs, attributes) =>
      addNode(`n${nodes++}`, operation, inputs.map(({ name }) => name), new Map(attributes.map((attribute) => [attribute.name, fillAttribute(attribute)]))),
    addReshape: (edge, type, shape) => {
      const target = addConstant({ type: 'int32', shape: [shape.length], values: shape });
      const name = addNode(`r${nodes++}`, 'Reshape', [edge.name, target.name], new Map([['T', typeOf(type)], ['Tshape', typeOf(DATA_TYPE.int32)]]));
      return { name: `${name}:0`, shape };
    },
    serialize: (inputs, outputs) => {
      const signature = create(messages['SignatureDef']!);
      call(signature, 'setMethodName', 'tensorflow/serving/predict');
      for (const [key, edge] of inputs) call(call(signature, 'getInputsMap') as Message, 'set', key, tensorInfo(edge, DATA_TYPE.float));
      for (const [key, edge] of outputs) call(call(signature, 'getOutputsMap') as Message, 'set', key, tensorInfo(edge, edge.type));
      const meta = create(messages['MetaGraphDef']!);
      const information = create(messages['MetaGraphDef']!['MetaInfoDef']!);
      call(information, 'addTags', 'serve');
      call(meta, 'setMetaInfoDef', information);
      call(meta, 'setGraphDef', graph);
      call(call(meta, 'getSignatureDefMap') as Message, 'set', 'run', signature);
      const model = create(messages['SavedModel']!);
      call(model, 'setSavedModelSchemaVersion', 1);
      call(model, 'addMetaGraphs', meta);
      return call(model, 'serializeBinary') as Uint8Array;
    },
  };
}

function create(type: MessageClass): Message {
  return new type();
}

function call(message: Message, method: string, ...args: unknown[]): unknown {
  const found = message[method];
  if (!found) throw new TypeError(`the protobuf classes of tfjs-node have no ${method}`);
  return found.apply(message, args);
}
