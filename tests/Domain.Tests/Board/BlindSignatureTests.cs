using System.Numerics;
using System.Security.Cryptography;
using Participation.Board;
using Xunit;
using static Participation.Domain.Tests.Board.BlindVector;

namespace Participation.Domain.Tests.Board;

public class BlindSignatureTests
{
    private static readonly TokenSigner Signer = TokenSigner.Of(KeyOfTheVector());

    [Fact]
    public void A_message_is_encoded_as_in_the_vector() => Assert.Equal(Encoded, Signer.Key.Encode(Prepared, Salt));

    [Fact]
    public void A_message_is_blinded_as_in_the_vector()
    {
        var factor = TokenKey.InverseOf(TokenKey.Number(Inverse), TokenKey.Number(N));

        var blinded = Signer.Key.Blind(Prepared, Salt, factor);

        Assert.Equal(BlindedMessage, blinded.Message);
        Assert.Equal(Inverse, blinded.Inverse);
    }

    [Fact]
    public void It_is_signed_blindly_as_in_the_vector() => Assert.Equal(BlindSignature, Signer.Sign(BlindedMessage));

    [Fact]
    public void The_signature_comes_out_as_in_the_vector_and_is_valid()
    {
        var permit = Signer.Key.Finish(Prepared, BlindSignature, Inverse);

        Assert.Equal(Signature, permit.Signature);
        Assert.Equal([.. Prefix, .. Message], permit.Message);
        Assert.True(Signer.Key.Verifies(permit));
    }

    [Fact]
    public void Who_signs_sees_nothing_of_what_is_shown_later()
    {
        using var rsa = RSA.Create(2048);
        var signer = TokenSigner.FromPem(rsa.ExportPkcs8PrivateKeyPem());
        var prepared = TokenKey.Prepare(RandomNumberGenerator.GetBytes(32));

        var (first, second) = (signer.Key.Blind(prepared), signer.Key.Blind(prepared));
        var permit = signer.Key.Finish(prepared, signer.Sign(first.Message), first.Inverse);

        Assert.NotEqual(first.Message, second.Message);
        Assert.True(new TokenKey(signer.Key.Text).Verifies(Permit.Read(permit.ToBytes())));
        Assert.Throws<BoardException>(() => signer.Key.Finish(prepared, signer.Sign(first.Message), second.Inverse));
    }

    [Fact]
    public void Another_message_another_signature_and_another_key_are_refused()
    {
        var permit = new Permit(Prepared, Signature);

        Assert.False(Signer.Key.Verifies(permit with { Message = Message }));
        Assert.False(Signer.Key.Verifies(permit with { Signature = BlindSignature }));
        Assert.False(TokenSigner.Create().Key.Verifies(permit));
        Assert.Throws<BoardException>(() => Signer.Key.Finish(Message, BlindSignature, Inverse));
        Assert.Throws<BoardException>(() => Signer.Sign(N));
        Assert.Throws<BoardException>(() => Signer.Sign([1]));
    }

    [Fact]
    public void A_short_key_is_refused()
    {
        using var rsa = RSA.Create(1024);

        Assert.Throws<BoardException>(() => new TokenKey(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())));
    }

    private static RSAParameters KeyOfTheVector()
    {
        var (p, q, d) = (TokenKey.Number(P), TokenKey.Number(Q), TokenKey.Number(D));

        return new RSAParameters
        {
            Modulus = N,
            Exponent = E,
            D = TokenKey.Bytes(d, N.Length),
            P = P,
            Q = Q,
            DP = TokenKey.Bytes(d % (p - BigInteger.One), P.Length),
            DQ = TokenKey.Bytes(d % (q - BigInteger.One), Q.Length),
            InverseQ = TokenKey.Bytes(TokenKey.InverseOf(q, p), P.Length),
        };
    }
}
