import { randomInt } from "node:crypto";

const words = 5;

/** Five words drawn at random from a list of short and friendly ones: easy to type, and 43 bits that nobody guesses. */
export function passphrase(): string {
  return Array.from({ length: words }, () => friendlyWords[randomInt(friendlyWords.length)]).join("-");
}

/** What a passphrase is drawn from, each word once. */
export const friendlyWords: readonly string[] = `
acorn almond amber anchor apple apricot april arbor aspen aster august autumn azure
badger bagel bakery balcony bamboo banjo basil basket bay beach beacon bean bear beaver berry birch biscuit
bloom blossom blue boat bonfire book bowl breeze brick bridge brook bronze brush bubble bucket butter button
cabin cactus camel candle canoe canvas canyon caramel cargo carrot castle cedar cello cherry chess chestnut
cider cinema circle citrus clay cliff cloud clover coast cobalt cocoa coconut comet compass copper coral cotton
cove crane crayon cricket crystal cup curtain cushion cypress
daisy dawn deer delta denim desk diamond dinner dolphin domino donkey dove dragon drum dune
eagle earth east echo elm ember emerald engine envelope evening
falcon fable feather fern ferry fiddle field fig finch flag flame flannel flute foam forest fountain fox
garden garlic gazebo gentle ginger giraffe glacier globe gold goose granite grape grass gravel green grove guitar gull
hammock harbor harp harvest hazel hedge heron hill holly honey horizon horse house hummingbird
igloo indigo ink island ivory ivy
jacket jade jasmine jelly jigsaw journey juice june jungle juniper
kayak kettle kite kitten kiwi koala
ladder lagoon lake lamp lantern larch laurel lavender leaf lemon library lighthouse lilac lily lime linen lion
lobster lotus lunch lynx
magnet magnolia mango maple marble march market marsh meadow melody melon meteor mint mirror mitten moon morning
moss mountain muffin museum music
napkin nectar nest north notebook nutmeg
oak oasis oat ocean olive onion opal orange orbit orchard orchid otter owl oyster
paddle paint palm panda paper paprika parade parsley pasture peach peanut pear pebble pelican pencil penguin pepper
piano picnic pigeon pillow pine planet plum polar pond pony poplar poppy porch postcard potato prairie pumpkin puzzle
quail quarry quartz quill quilt quince
rabbit raccoon radio radish raft rain rainbow raven reed reef ribbon rice river robin rocket rose ruby
saddle saffron sage sail salmon sand sandal sapphire scarf school seal season september shell shore silk silver
sketch sky sloth smile snow sofa sonnet south sparrow spinach spoon spring spruce square stable star station
stone stork story strawberry stream sugar summer sun sunflower swan sweater swing
table tango tapestry teapot tennis theater thistle thyme tiger timber toast tomato topaz tower trail train
trumpet tulip tundra turnip turtle twig
umbrella valley vanilla velvet village violet violin voyage
waffle wagon walnut walrus water waterfall wave west whale wheat willow window winter wolf wool wren
yacht yarn yellow yogurt zebra zephyr zinnia
`
  .trim()
  .split(/\s+/);
