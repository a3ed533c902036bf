// The package's own types describe an ES module; it is a CommonJS one.
declare module "robots-parser" {
  interface Robots {
    /** Undefined: the address belongs to another host. */
    isAllowed(url: string, agent: string): boolean | undefined;
  }
  function robotsParser(url: string, content: string): Robots;
  export = robotsParser;
}
