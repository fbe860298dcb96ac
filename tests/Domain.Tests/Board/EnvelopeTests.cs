using System.Security.Cryptography;
using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

public sealed class EnvelopeTests : IDisposable
{
    private readonly ECDiffieHellman _first = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _person = Guid.CreateVersion7().ToByteArray();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Both_together_read_what_was_sealed_to_both() => Assert.Equal(_person, Envelope.Open(Envelope.Open(Sealed(), _first), _second));

    [Fact]
    public void Neither_alone_reads_anything()
    {
        var inner = Envelope.Open(Sealed(), _first);

        Assert.Throws<BoardException>(() => Envelope.Open(Sealed(), _second));
        Assert.Throws<BoardException>(() => Envelope.Open(inner, _first));
        Assert.False(inner.AsSpan().IndexOf(_person) >= 0);
    }

    [Fact]
    public void Two_envelopes_for_one_person_have_nothing_in_common() => Assert.NotEqual(Sealed(), Sealed());

    [Fact]
    public void A_single_changed_bit_is_noticed()
    {
        var envelope = Sealed();
        for (var i = 0; i < envelope.Length; i += 7)
        {
            var changed = envelope.ToArray();
            changed[i] ^= 1;

            Assert.Throws<BoardException>(() => Envelope.Open(changed, _first));
        }

        Assert.Throws<BoardException>(() => Envelope.Open(envelope.AsSpan(0, 40), _first));
    }

    private byte[] Sealed() => Envelope.Seal(_person, _first.PublicKey, _second.PublicKey);
}
