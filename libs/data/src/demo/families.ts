export interface DemoSupplier {
  readonly code: string;
  readonly name: string;
  readonly leadTimeDays: number;
  /** Standard deviation of the log of the true lead time over the agreed one. */
  readonly unreliability: number;
  readonly minimumOrderMinor: number;
}

export const suppliers: readonly DemoSupplier[] = [
  { code: 'SUP-01', name: 'Himal & Ceylon Tea Importers', leadTimeDays: 28, unreliability: 0.2, minimumOrderMinor: 60_000 },
  { code: 'SUP-02', name: 'Fujian Leaf Trading', leadTimeDays: 35, unreliability: 0.25, minimumOrderMinor: 90_000 },
  { code: 'SUP-03', name: 'Wildflower Herb Company', leadTimeDays: 10, unreliability: 0.15, minimumOrderMinor: 20_000 },
  { code: 'SUP-04', name: 'Quay Street Coffee Roasters', leadTimeDays: 4, unreliability: 0.1, minimumOrderMinor: 10_000 },
  { code: 'SUP-05', name: 'Atlantic Stoneware Pottery', leadTimeDays: 24, unreliability: 0.3, minimumOrderMinor: 40_000 },
  { code: 'SUP-06', name: 'Porto Ceramica', leadTimeDays: 30, unreliability: 0.25, minimumOrderMinor: 75_000 },
  { code: 'SUP-07', name: 'Oak & Ash Woodwork', leadTimeDays: 18, unreliability: 0.25, minimumOrderMinor: 25_000 },
  { code: 'SUP-08', name: 'Claddagh Candle Makers', leadTimeDays: 9, unreliability: 0.15, minimumOrderMinor: 15_000 },
  { code: 'SUP-09', name: 'Connemara Weavers', leadTimeDays: 26, unreliability: 0.3, minimumOrderMinor: 50_000 },
  { code: 'SUP-10', name: 'Green Gate Garden Supply', leadTimeDays: 12, unreliability: 0.2, minimumOrderMinor: 30_000 },
  { code: 'SUP-11', name: 'Burren Soap Works', leadTimeDays: 7, unreliability: 0.15, minimumOrderMinor: 12_000 },
  { code: 'SUP-12', name: 'Nordlys Seasonal', leadTimeDays: 32, unreliability: 0.2, minimumOrderMinor: 80_000 },
  { code: 'SUP-13', name: 'West Coast Pantry', leadTimeDays: 4, unreliability: 0.12, minimumOrderMinor: 8_000 },
  { code: 'SUP-14', name: 'Paper Heron Press', leadTimeDays: 11, unreliability: 0.15, minimumOrderMinor: 15_000 },
  { code: 'SUP-15', name: 'Rheinland Kitchen Metals', leadTimeDays: 16, unreliability: 0.2, minimumOrderMinor: 45_000 },
];

/** Products of one kind: `count` of the combinations of item and variant are in the assortment. */
export interface Family {
  readonly category: string;
  readonly kind: string;
  readonly supplier: string;
  readonly count: number;
  readonly items: readonly string[];
  /** Name and price factor. */
  readonly variants: readonly (readonly [string, number])[];
  /** Price range in euro before the variant's factor. */
  readonly price: readonly [number, number];
  readonly costShare: number;
  readonly packSize: number;
  /** Popularity relative to the category. */
  readonly appeal: number;
  /** Chance that a line is for more than one, and for how many then. */
  readonly multiple: readonly [chance: number, quantity: number];
}

const glazes = [['Sea Blue', 1], ['Chalk White', 1], ['Slate', 1], ['Moss Green', 1.05]] as const;
const weaves = [['Oatmeal', 1], ['Harbour Blue', 1], ['Heather', 1.05], ['Charcoal', 1], ['Rust', 1]] as const;
const plain = [['', 1]] as const;

export const families: readonly Family[] = [
  { category: 'Loose leaf tea', kind: 'black tea', supplier: 'SUP-01', count: 18, items: ['Irish Breakfast', 'English Breakfast', 'Assam Second Flush', 'Darjeeling First Flush', 'Ceylon Uva', 'Earl Grey', 'Earl Grey Blue Flower', 'Masala Chai', 'Nilgiri', 'Smoky Caravan'], variants: [['100 g tin', 1], ['250 g pouch', 2.1]], price: [8, 15], costShare: 0.42, packSize: 12, appeal: 1.4, multiple: [0.18, 2] },
  { category: 'Loose leaf tea', kind: 'china tea', supplier: 'SUP-02', count: 22, items: ['Keemun', 'Yunnan Gold', 'Lapsang Souchong', 'Jasmine Pearls', 'Jasmine Green', 'Dragon Well', 'Gunpowder Green', 'Sencha', 'Genmaicha', 'Hojicha', 'Silver Needle', 'White Peony', 'Tie Guan Yin Oolong', 'Milk Oolong', 'Aged Pu-erh'], variants: [['75 g tin', 1], ['200 g pouch', 2.2]], price: [10, 22], costShare: 0.45, packSize: 12, appeal: 0.8, multiple: [0.12, 2] },
  { category: 'Tea bags & infusions', kind: 'tea bags', supplier: 'SUP-03', count: 24, items: ['Breakfast Blend', 'Decaf Breakfast', 'Peppermint', 'Chamomile', 'Lemon & Ginger', 'Rooibos', 'Rooibos Vanilla', 'Hibiscus & Rosehip', 'Turmeric Spice', 'Nettle & Mint', 'Fennel', 'Green Tea & Lemon', 'Sleepy Blend'], variants: [['20 bags', 1], ['80 bags', 3.1]], price: [4, 6], costShare: 0.4, packSize: 24, appeal: 1, multiple: [0.3, 2] },
  { category: 'Coffee & cocoa', kind: 'coffee', supplier: 'SUP-04', count: 9, items: ['Harbour Roast', 'Dark Roast', 'Decaf Roast', 'Ethiopia Sidamo', 'Colombia Huila'], variants: [['250 g beans', 1], ['250 g ground', 1]], price: [9, 13], costShare: 0.5, packSize: 10, appeal: 1.2, multiple: [0.22, 2] },
  { category: 'Coffee & cocoa', kind: 'cocoa', supplier: 'SUP-13', count: 3, items: ['Drinking Chocolate', 'Mint Drinking Chocolate', 'Spiced Cocoa'], variants: [['300 g', 1]], price: [8, 10], costShare: 0.48, packSize: 12, appeal: 0.8, multiple: [0.15, 2] },
  { category: 'Teaware', kind: 'teapot', supplier: 'SUP-05', count: 9, items: ['Stoneware Teapot 0.6 l', 'Stoneware Teapot 1.1 l', 'Round Teapot 0.8 l'], variants: glazes, price: [32, 52], costShare: 0.45, packSize: 4, appeal: 0.9, multiple: [0.02, 2] },
  { category: 'Teaware', kind: 'infuser', supplier: 'SUP-15', count: 5, items: ['Basket Infuser', 'Mesh Ball Infuser', 'Glass Teapot with Infuser', 'Measuring Scoop', 'Paper Tea Filters (100)'], variants: plain, price: [5, 16], costShare: 0.4, packSize: 12, appeal: 1.8, multiple: [0.12, 2] },
  { category: 'Teaware', kind: 'mug', supplier: 'SUP-05', count: 12, items: ['Stoneware Mug', 'Tall Mug', 'Espresso Cup', 'Cup and Saucer'], variants: glazes, price: [11, 19], costShare: 0.42, packSize: 6, appeal: 1.5, multiple: [0.5, 3] },
  { category: 'Teaware', kind: 'kettle', supplier: 'SUP-15', count: 4, items: ['Stovetop Kettle 1.5 l', 'Gooseneck Kettle 1 l', 'French Press 1 l', 'Replacement Press Glass 1 l'], variants: plain, price: [14, 58], costShare: 0.52, packSize: 4, appeal: 0.6, multiple: [0.01, 2] },
  { category: 'Kitchen & table', kind: 'plate', supplier: 'SUP-06', count: 18, items: ['Dinner Plate', 'Side Plate', 'Pasta Bowl', 'Cereal Bowl', 'Serving Bowl'], variants: glazes, price: [9, 26], costShare: 0.42, packSize: 6, appeal: 1.1, multiple: [0.6, 4] },
  { category: 'Kitchen & table', kind: 'wood', supplier: 'SUP-07', count: 9, items: ['Oak Chopping Board', 'Walnut Serving Board', 'Olive Wood Spoon', 'Salad Servers', 'Bread Bin', 'Butter Knife', 'Rolling Pin', 'Trivet', 'Spice Rack'], variants: plain, price: [9, 48], costShare: 0.48, packSize: 4, appeal: 0.7, multiple: [0.06, 2] },
  { category: 'Kitchen & table', kind: 'table linen', supplier: 'SUP-09', count: 8, items: ['Linen Tea Towel', 'Linen Napkins (4)', 'Cook\u2019s Apron'], variants: [['Natural', 1], ['Harbour Blue', 1], ['Stripe', 1]], price: [12, 38], costShare: 0.44, packSize: 6, appeal: 1.1, multiple: [0.2, 2] },
  { category: 'Kitchen & table', kind: 'kitchen metal', supplier: 'SUP-15', count: 5, items: ['Enamel Jug', 'Enamel Pie Dish', 'Butter Dish', 'Salt Pig', 'Bread Knife'], variants: plain, price: [12, 34], costShare: 0.5, packSize: 6, appeal: 0.6, multiple: [0.04, 2] },
  { category: 'Candles & scent', kind: 'candle', supplier: 'SUP-08', count: 16, items: ['Sea Salt & Driftwood Candle', 'Turf & Amber Candle', 'Wild Gorse Candle', 'Fig Leaf Candle', 'Orange & Clove Candle', 'Lavender Candle', 'Rain & Moss Candle', 'Unscented Candle'], variants: [['180 g', 1], ['400 g', 1.8]], price: [14, 19], costShare: 0.38, packSize: 6, appeal: 1.2, multiple: [0.2, 2] },
  { category: 'Candles & scent', kind: 'diffuser', supplier: 'SUP-08', count: 6, items: ['Sea Salt & Driftwood Diffuser', 'Fig Leaf Diffuser', 'Lavender Diffuser'], variants: [['100 ml', 1], ['100 ml refill', 0.65]], price: [24, 29], costShare: 0.4, packSize: 6, appeal: 0.6, multiple: [0.05, 2] },
  { category: 'Candles & scent', kind: 'candle holder', supplier: 'SUP-05', count: 4, items: ['Candle Holder'], variants: glazes, price: [13, 16], costShare: 0.42, packSize: 6, appeal: 0.7, multiple: [0.35, 2] },
  { category: 'Throws & cushions', kind: 'throw', supplier: 'SUP-09', count: 10, items: ['Lambswool Throw', 'Cotton Waffle Throw'], variants: weaves, price: [62, 118], costShare: 0.5, packSize: 2, appeal: 1, multiple: [0.02, 2] },
  { category: 'Throws & cushions', kind: 'cushion', supplier: 'SUP-09', count: 14, items: ['Linen Cushion Cover', 'Velvet Cushion Cover', 'Wool Cushion'], variants: weaves, price: [28, 46], costShare: 0.46, packSize: 4, appeal: 1.2, multiple: [0.4, 2] },
  { category: 'Throws & cushions', kind: 'warmer', supplier: 'SUP-09', count: 4, items: ['Hot-Water Bottle with Cover', 'Wool Bed Socks'], variants: [['Oatmeal', 1], ['Harbour Blue', 1]], price: [19, 32], costShare: 0.44, packSize: 6, appeal: 1.4, multiple: [0.1, 2] },
  { category: 'Garden & outdoor', kind: 'planter', supplier: 'SUP-10', count: 8, items: ['Terracotta Planter', 'Zinc Planter', 'Hanging Basket'], variants: [['small', 1], ['medium', 1.5], ['large', 2.3]], price: [9, 17], costShare: 0.45, packSize: 6, appeal: 1.1, multiple: [0.3, 3] },
  { category: 'Garden & outdoor', kind: 'seeds', supplier: 'SUP-10', count: 6, items: ['Wildflower Seeds', 'Herb Garden Seeds', 'Salad Leaf Seeds', 'Sweet Pea Seeds', 'Bee Mix Seeds', 'Sunflower Seeds'], variants: plain, price: [3.5, 6], costShare: 0.35, packSize: 24, appeal: 2, multiple: [0.35, 3] },
  { category: 'Garden & outdoor', kind: 'garden tool', supplier: 'SUP-10', count: 8, items: ['Watering Can 5 l', 'Hand Trowel', 'Garden Twine', 'Bird Feeder', 'Storm Lantern', 'Picnic Blanket', 'Kneeling Pad', 'Garden Gloves'], variants: plain, price: [7, 44], costShare: 0.48, packSize: 6, appeal: 0.7, multiple: [0.05, 2] },
  { category: 'Bath & soap', kind: 'soap', supplier: 'SUP-11', count: 12, items: ['Seaweed Soap', 'Oat & Honey Soap', 'Lavender Soap', 'Nettle Soap', 'Goat Milk Soap', 'Seaweed Hand Wash', 'Oat & Honey Hand Wash', 'Lavender Hand Wash'], variants: [['', 1], ['gift size', 1.9]], price: [6, 11], costShare: 0.36, packSize: 12, appeal: 1.3, multiple: [0.35, 3] },
  { category: 'Bath & soap', kind: 'bath', supplier: 'SUP-11', count: 8, items: ['Seaweed Bath', 'Bath Salts 500 g', 'Body Butter', 'Hand Cream', 'Soap Dish', 'Sea Sponge', 'Linen Towel', 'Bath Brush'], variants: plain, price: [8, 29], costShare: 0.42, packSize: 6, appeal: 0.8, multiple: [0.08, 2] },
  { category: 'Christmas', kind: 'decoration', supplier: 'SUP-12', count: 11, items: ['Felt Stocking', 'Glass Baubles (6)', 'Straw Star Garland', 'Wooden Nativity', 'Door Wreath', 'Star Lantern', 'Christmas Crackers (6)', 'Paper Chains', 'Tree Candles (20)', 'Wool Robin', 'Winter Village House'], variants: plain, price: [6, 42], costShare: 0.45, packSize: 12, appeal: 1, multiple: [0.15, 2] },
  { category: 'Christmas', kind: 'christmas food', supplier: 'SUP-13', count: 7, items: ['Tea Advent Calendar', 'Christmas Tea 100 g', 'Mulled Spice Sachets', 'Plum Pudding 450 g', 'Mince Pies (6)', 'Spiced Shortbread Tin', 'Brandy Butter'], variants: plain, price: [5, 29], costShare: 0.5, packSize: 12, appeal: 1.6, multiple: [0.25, 2] },
  { category: 'Pantry & sweets', kind: 'biscuit', supplier: 'SUP-13', count: 8, items: ['All-Butter Shortbread', 'Oat Biscuits', 'Ginger Biscuits', 'Lemon Thins', 'Salted Caramel Fudge', 'Dark Chocolate Bar', 'Milk Chocolate Bar', 'Honeycomb'], variants: plain, price: [3.5, 7], costShare: 0.55, packSize: 24, appeal: 1.6, multiple: [0.35, 2] },
  { category: 'Pantry & sweets', kind: 'honey', supplier: 'SUP-13', count: 5, items: ['Heather Honey', 'Wildflower Honey', 'Honeycomb in Frame', 'Bramble Jam', 'Rhubarb & Ginger Jam'], variants: plain, price: [5, 12], costShare: 0.52, packSize: 12, appeal: 1, multiple: [0.15, 2] },
  { category: 'Pantry & sweets', kind: 'savoury', supplier: 'SUP-13', count: 7, items: ['Sea Salt Flakes', 'Apple Chutney', 'Wholegrain Mustard', 'Seaweed Crackers', 'Rapeseed Oil', 'Smoked Almonds', 'Tomato Relish'], variants: plain, price: [4, 11], costShare: 0.55, packSize: 12, appeal: 0.7, multiple: [0.12, 2] },
  { category: 'Cards & gifts', kind: 'card', supplier: 'SUP-14', count: 9, items: ['Harbour Birthday Card', 'Thank You Card', 'Heron Card', 'Wildflower Card', 'New Home Card', 'Cards Box of 8', 'Wrapping Paper', 'Ribbon Roll', 'Gift Tags'], variants: plain, price: [3, 12], costShare: 0.32, packSize: 24, appeal: 1.5, multiple: [0.35, 3] },
  { category: 'Cards & gifts', kind: 'paper gift', supplier: 'SUP-14', count: 9, items: ['Pocket Notebook', 'Linen Notebook', 'Recipe Journal', 'Desk Pad', 'Tasting Journal', 'Gift Box', 'Jigsaw 1000 Pieces', 'Playing Cards', 'Beeswax Wraps'], variants: plain, price: [7, 24], costShare: 0.4, packSize: 12, appeal: 0.7, multiple: [0.06, 2] },
];

/** Kinds bought together: first kind, second kind, strength of the pull. */
export const companions: readonly (readonly [string, string, number])[] = [
  ['black tea', 'biscuit', 1], ['black tea', 'infuser', 0.7], ['china tea', 'infuser', 1.2], ['tea bags', 'biscuit', 1], ['tea bags', 'honey', 0.9],
  ['coffee', 'biscuit', 0.7], ['coffee', 'kettle', 0.4], ['teapot', 'black tea', 1.2], ['teapot', 'mug', 1], ['mug', 'cocoa', 0.6], ['plate', 'plate', 1.6],
  ['plate', 'table linen', 0.5], ['candle', 'candle holder', 1.1], ['candle', 'card', 0.7], ['diffuser', 'candle', 0.6], ['throw', 'cushion', 1.5],
  ['cushion', 'cushion', 1], ['planter', 'seeds', 1.6], ['seeds', 'garden tool', 0.8], ['soap', 'bath', 1], ['soap', 'card', 0.5],
  ['decoration', 'christmas food', 1], ['decoration', 'decoration', 1], ['card', 'paper gift', 0.7], ['savoury', 'biscuit', 0.6], ['wood', 'savoury', 0.5],
];
