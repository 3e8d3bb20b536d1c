/** The build embeds a .wasm file as base64, so that no runtime has to find it. */
declare module '*.wasm' {
  const base64: string;
  export default base64;
}
