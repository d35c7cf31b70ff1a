package io.avocet.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaSearchTest {
    @TempDir
    Path root;

    @Test
    void aMachineWithoutCudaHasNone() {
        assertThat(new CudaSearch(root, Map.of()).find()).isEmpty();
    }

    @Test
    void thePackagesOfAPythonEnvironmentAreFound() throws IOException {
        Path nvidia = root.resolve("home/me/venv/lib/python3.12/site-packages/nvidia");
        Path cublas = touch(nvidia.resolve("cu13/lib/libcublas.so.13"));
        Path cudnn = touch(nvidia.resolve("cudnn/lib/libcudnn.so.9"));
        Path nccl = touch(nvidia.resolve("nccl/lib/libnccl.so.2"));

        assertThat(find("VIRTUAL_ENV", root.resolve("home/me/venv")))
                .isEqualTo(Map.of(CudaLibrary.CUBLAS, cublas, CudaLibrary.CUDNN, cudnn, CudaLibrary.NCCL, nccl));
    }

    @Test
    void theEnvironmentOfThePythonOnThePathIsFoundWithoutBeingActive() throws IOException {
        touch(root.resolve("opt/env/bin/python3"));
        Path cublas = touch(root.resolve("opt/env/lib/python3.11/site-packages/nvidia/cu13/lib/libcublas.so.13"));

        assertThat(find("PATH", root.resolve("opt/env/bin"))).containsEntry(CudaLibrary.CUBLAS, cublas);
    }

    @Test
    void thePythonThatAnEnvironmentLinksToCountsToo() throws IOException {
        Path real = touch(root.resolve("usr/bin/python3.12"));
        Path link = root.resolve("venv/bin/python3");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, real);
        Path nccl = touch(root.resolve("usr/lib/python3/dist-packages/nvidia/nccl/lib/libnccl.so.2"));

        // The path to the test's own folder may contain a link.
        Map<CudaLibrary, Path> found = find("PATH", root.resolve("venv/bin"));
        assertThat(found).containsOnlyKeys(CudaLibrary.NCCL);
        assertThat(found.values())
                .singleElement()
                .satisfies(file -> assertThat(file.toRealPath()).isEqualTo(nccl.toRealPath()));
    }

    @Test
    void aCondaEnvironmentHoldsThemInItsOwnFolder() throws IOException {
        Path cufft = touch(root.resolve("conda/lib/libcufft.so.12"));

        assertThat(find("CONDA_PREFIX", root.resolve("conda"))).containsEntry(CudaLibrary.CUFFT, cufft);
    }

    @Test
    void whatTheEnvironmentNamesComesBeforeTheUsualPlaces() throws IOException {
        touch(root.resolve("usr/local/cuda-13.1/lib64/libcudart.so.13"));
        Path ofHome = touch(root.resolve("mine/lib64/libcudart.so.13"));
        Path ofPath = touch(root.resolve("first/libcudart.so.13"));

        assertThat(find("CUDA_HOME", root.resolve("mine"))).containsEntry(CudaLibrary.CUDA_RUNTIME, ofHome);
        assertThat(new CudaSearch(
                                root,
                                Map.of(
                                        "CUDA_HOME",
                                        root.resolve("mine").toString(),
                                        "LD_LIBRARY_PATH",
                                        root.resolve("none") + "::" + root.resolve("first")))
                        .find())
                .containsEntry(CudaLibrary.CUDA_RUNTIME, ofPath);
    }

    @Test
    void ofTwoInstallationsTheNewerIsTaken() throws IOException {
        touch(root.resolve("usr/local/cuda-13.0/lib64/libcudart.so.13"));
        Path newer = touch(root.resolve("usr/local/cuda-13.1/lib64/libcudart.so.13"));
        touch(root.resolve("usr/local/cuda-12.9/lib64/libcudart.so.12"));

        assertThat(new CudaSearch(root, Map.of()).find()).isEqualTo(Map.of(CudaLibrary.CUDA_RUNTIME, newer));
    }

    @Test
    void theFoldersOfTheDynamicLoaderAreSearched() throws IOException {
        Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        Files.writeString(root.resolve("etc/ld.so.conf.d/cuda.conf"), "# CUDA\n/opt/nvidia/lib  # of the vendor\n");
        Path cudnn = touch(root.resolve("opt/nvidia/lib/libcudnn.so.9"));
        Path nccl = touch(root.resolve("usr/lib/x86_64-linux-gnu/libnccl.so.2"));

        assertThat(new CudaSearch(root, Map.of()).find())
                .isEqualTo(Map.of(CudaLibrary.CUDNN, cudnn, CudaLibrary.NCCL, nccl));
    }

    @Test
    void thePartsOfCudnnAreThoseOfItsOwnFolder() throws IOException {
        Path cudnn = touch(root.resolve("a/libcudnn.so.9"));
        Path graph = touch(root.resolve("a/libcudnn_graph.so.9"));
        Path ops = touch(root.resolve("a/libcudnn_ops.so.9"));
        touch(root.resolve("a/libcudnn_static.a"));
        touch(root.resolve("a/libcublas.so.13"));
        touch(root.resolve("b/libcudnn_adv.so.9"));

        assertThat(CudaSearch.companions(CudaLibrary.CUDNN, cudnn)).containsExactly(graph, ops);
        assertThat(CudaSearch.companions(CudaLibrary.CUBLAS, root.resolve("a/libcublas.so.13")))
                .isEmpty();
    }

    @Test
    void theBuiltinsOfNvrtcAreFoundInAnyMinorVersion() throws IOException {
        Path nvrtc = touch(root.resolve("libnvrtc.so.13"));
        Path builtins = touch(root.resolve("libnvrtc-builtins.so.13.0"));

        assertThat(CudaSearch.companions(CudaLibrary.NVRTC, nvrtc)).containsExactly(builtins);
    }

    private Map<CudaLibrary, Path> find(String variable, Path value) {
        return new CudaSearch(root, Map.of(variable, value.toString())).find();
    }

    private static Path touch(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
