// Plain JavaScript: a TypeScript one would load the compiler into every web process, 25 MB for nothing.

/** @type {import("next").NextConfig} */
const config = {
  // The worker's and the pool's packages are loaded by Node itself, so that one process has one of each.
  serverExternalPackages: ["pg", "@prisma/adapter-pg", "@prisma/client", "@node-rs/argon2", "pino"],
  images: { unoptimized: true },
  poweredByHeader: false,
  generateBuildId: () => process.env.HIGHWATER_BUILD_ID ?? null,
  reactStrictMode: true,
  typedRoutes: false,
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "12mb" } },
};

export default config;
