using System.Security.Cryptography;
using System.Text;
using Gateway.Storage.Clients;

namespace Gateway.Security.Issuing;

/// <summary>Keeps signing keys closed in the ledger, under the key of the deployment: who has the database alone signs nothing.</summary>
internal sealed class SigningKeySeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _key = new byte[32];

    public SigningKeySeal(ReadOnlySpan<byte> deploymentKey) => HKDF.DeriveKey(HashAlgorithmName.SHA256, deploymentKey, _key, [], "gateway signing keys"u8);

    /// <summary>A key as the ledger keeps it: nonce, tag, content.</summary>
    public byte[] Close(string id, ReadOnlySpan<byte> key)
    {
        var closed = new byte[NonceSize + TagSize + key.Length];
        var nonce = closed.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, key, closed.AsSpan(NonceSize + TagSize), closed.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(id));
        return closed;
    }

    /// <exception cref="CryptographicException">It was closed with the key of another deployment, or altered.</exception>
    public SigningKey Open(SigningKeyRow row)
    {
        var closed = row.Content.Span;
        if (closed.Length <= NonceSize + TagSize)
            throw new CryptographicException("The key is cut short.");
        var key = new byte[closed.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Decrypt(closed[..NonceSize], closed[(NonceSize + TagSize)..], closed.Slice(NonceSize, TagSize), key, Encoding.UTF8.GetBytes(row.Id));
        return new SigningKey(row.Id, row.Signs, row.Ends, key);
    }
}
