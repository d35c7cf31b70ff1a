package io.avocet.machine;

import org.jspecify.annotations.Nullable;

/**
 * The libraries of CUDA 13 that the CUDA build of libtorch asks the dynamic loader for, in an order in which each can be
 * loaded after the ones before it. cuSPARSELt is none of them: this build is linked without.
 */
public enum CudaLibrary {
    CUDA_RUNTIME("libcudart.so.13", null, "nvidia-cuda-runtime==13.*"),
    NVJITLINK("libnvJitLink.so.13", null, "nvidia-nvjitlink==13.*"),
    CUBLAS_LT("libcublasLt.so.13", null, "nvidia-cublas==13.*"),
    CUBLAS("libcublas.so.13", null, "nvidia-cublas==13.*"),
    CUFFT("libcufft.so.12", null, "nvidia-cufft==12.*"),
    CURAND("libcurand.so.10", null, "nvidia-curand==10.*"),
    CUSPARSE("libcusparse.so.12", null, "nvidia-cusparse==12.*"),
    CUSOLVER("libcusolver.so.12", null, "nvidia-cusolver==12.*"),
    CUPTI("libcupti.so.13", null, "nvidia-cuda-cupti==13.*"),
    CUFILE("libcufile.so.0", null, "nvidia-cufile==1.*"),
    NCCL("libnccl.so.2", null, "nvidia-nccl-cu13==2.*"),
    /** cuDNN compiles kernels with it while it runs; it opens its builtins by name. */
    NVRTC("libnvrtc.so.13", "libnvrtc-builtins.so.13", "nvidia-cuda-nvrtc==13.*"),
    /** A dispatcher, which opens the other parts by name: all must be of one version, so of one folder. */
    CUDNN("libcudnn.so.9", "libcudnn_", "nvidia-cudnn-cu13==9.*");

    private final String fileName;
    private final @Nullable String companions;
    private final String pythonPackage;

    CudaLibrary(String fileName, @Nullable String companions, String pythonPackage) {
        this.fileName = fileName;
        this.companions = companions;
        this.pythonPackage = pythonPackage;
    }

    /** The name by which the loader knows it. */
    public String fileName() {
        return fileName;
    }

    /** What pip calls it, which is one way to get it. */
    public String pythonPackage() {
        return pythonPackage;
    }

    /** Whether a file next to this library belongs to it. */
    boolean isCompanion(String name) {
        return companions != null && name.startsWith(companions) && name.contains(".so.");
    }
}
