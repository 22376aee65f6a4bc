using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Metrics.Codec;

namespace OpsPortal.Tests.Features.Detect.Metrics;

public sealed class PackingSamples
{
    private static readonly Gen<Sample[]> Series =
        from start in Gen.Choose(0, int.MaxValue)
        from steps in Gen.OneOf(Gen.Choose(1, 20), Gen.Constant(15_000), Gen.Choose(1, 200_000), Gen.Choose(1, int.MaxValue)).NonEmptyListOf()
        from values in Gen.OneOf(ArbMap.Default.GeneratorFor<double>(), Gen.Choose(0, 100).Select(whole => (double)whole), Gen.Constant(42.5)).ListOf(steps.Count)
        select steps.Zip(values).Take(ChunkWriter.Most).Aggregate(new List<Sample>(), (so, next) =>
        {
            so.Add(new((so.Count == 0 ? start * 1000L : so[^1].At) + next.First, next.Second));
            return so;
        }).ToArray();

    [Fact]
    public void Gives_back_every_bit_of_what_went_in() =>
        Prop.ForAll(Arb.From(Series), samples =>
        {
            var read = new Sample[ChunkWriter.Most];
            var count = ChunkReader.Read(Pack(samples), read);
            Assert.Equal(samples.Select(Bits), read.Take(count).Select(Bits));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Goes_on_after_it_was_read()
    {
        var writer = new ChunkWriter();
        for (var i = 0; i < 100; i++)
        {
            writer.Add(1000 + (i * 7), i * 1.1);
            Assert.Equal(i + 1, ChunkReader.Read(writer.ToArray(), new Sample[ChunkWriter.Most]));
        }
    }

    [Fact]
    public void Takes_two_bits_a_sample_of_a_steady_series() =>
        Assert.InRange(Pack([.. Enumerable.Range(0, 480).Select(at => new Sample(at * 15_000L, 1))]).Length, 100, 150);

    [Fact]
    public void Never_reads_beyond_a_damaged_chunk() =>
        Prop.ForAll(Arb.From(Series), Arb.From(Gen.Choose(0, 255)), Arb.From(Gen.Choose(0, 1000)), (samples, with, place) =>
        {
            var chunk = Pack(samples);
            var at = 2 + (place % (chunk.Length - 2));
            chunk[at] = (byte)with;
            var cut = chunk[..Math.Max(2, place % chunk.Length)];
            var read = new Sample[ChunkWriter.Most];
            foreach (var damaged in new[] { chunk, cut })
            {
                try
                {
                    Assert.InRange(ChunkReader.Read(damaged, read), 0, samples.Length);
                }
                catch (InvalidDataException damage)
                {
                    Assert.Contains("damaged", damage.Message, StringComparison.Ordinal);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keeps_minimum_maximum_sum_and_count_of_a_day()
    {
        var buckets = new Bucketing(300_000);
        buckets.Add([.. Enumerable.Range(0, 5760).Select(at => new Sample(at * 15_000L, at % 37))]);
        Assert.Equal(288, buckets.Buckets.Count);
        Assert.Equal(buckets.Buckets, RollUpBlock.Read(RollUpBlock.Write(buckets.Buckets)));
    }

    private static byte[] Pack(Sample[] samples)
    {
        var writer = new ChunkWriter();
        foreach (var sample in samples) writer.Add(sample.At, sample.Value);
        return writer.ToArray();
    }

    private static (long At, ulong Value) Bits(Sample sample) => (sample.At, BitConverter.DoubleToUInt64Bits(sample.Value));
}
