# Homebrew formula of seodang @VERSION@: `brew install OWNER/TAP/seodang`, with this file in a tap.
class Seodang < Formula
  desc "Turns a course written as plain Markdown into a site that opens from a USB stick"
  homepage "https://github.com/@REPOSITORY@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/@TAG@/seodang-@VERSION@-aarch64-apple-darwin.tar.gz"
      sha256 "@SHA aarch64-apple-darwin@"
    end
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/@TAG@/seodang-@VERSION@-x86_64-apple-darwin.tar.gz"
      sha256 "@SHA x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/@TAG@/seodang-@VERSION@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@SHA aarch64-unknown-linux-musl@"
    end
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/@TAG@/seodang-@VERSION@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@SHA x86_64-unknown-linux-musl@"
    end
  end

  def install
    bin.install "seodang"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/seodang.bash" => "seodang"
    zsh_completion.install "completions/seodang.zsh" => "_seodang"
    fish_completion.install "completions/seodang.fish"
  end

  test do
    system bin/"seodang", "new", "course"
    system bin/"seodang", "build", "course", "-o", "site"
    assert_path_exists testpath/"site/index.html"
  end
end
