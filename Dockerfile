# planlint in a container: no network, no root, nothing written.
#
#   docker build -t planlint .
#   docker run --rm --read-only --network none -v "$PWD:/plans:ro" planlint check draft.docx
FROM rust:1.92-slim-bookworm AS build
WORKDIR /planlint
COPY . .
# What only a debugger reads is three quarters of the program.
ENV CARGO_PROFILE_RELEASE_STRIP=symbols
RUN cargo install --locked --path . --root /out

FROM debian:bookworm-slim
COPY --from=build /out/bin/planlint /usr/local/bin/planlint
USER 65532:65532
WORKDIR /plans
ENTRYPOINT ["planlint"]
CMD ["--help"]
