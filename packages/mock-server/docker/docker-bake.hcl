# Builds the image for every platform that it is published for, with a list of its software (SBOM) and its provenance:
#   docker buildx bake --file packages/mock-server/docker/docker-bake.hcl --push
# For this machine alone: add --set '*.platform=' --set '*.attest=' --load.
variable "IMAGE" {
  default = "ghcr.io/personctl/personctl-mock"
}
variable "VERSION" {
  default = "0.1.0"
}
# The commit that is built.
variable "REVISION" {
  default = ""
}
# When it was made: the time of the commit, so that a second build gives the same image.
variable "CREATED" {
  default = ""
}

group "default" {
  targets = ["personctl-mock"]
}

target "personctl-mock" {
  context   = "packages/mock-server/docker"
  platforms = ["linux/amd64", "linux/arm64"]
  tags      = ["${IMAGE}:${VERSION}", "${IMAGE}:latest"]
  args = {
    VERSION  = VERSION
    REVISION = REVISION
    CREATED  = CREATED
  }
  attest = ["type=provenance,mode=max", "type=sbom"]
}
