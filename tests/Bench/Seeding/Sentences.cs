namespace Participation.Bench.Seeding;

/// <summary>Texts as long and as varied as people's. The same at every run.</summary>
internal static class Sentences
{
    private static readonly string[] Where =
    [
        "devant l'école Jules-Ferry", "le long du canal", "place du marché", "autour de la gare", "dans le quartier des Tanneurs",
        "rue de la République", "au bord de l'étang", "près du gymnase", "sur l'ancienne friche", "dans le parc des Acacias",
        "au pied des immeubles du Belvédère", "à l'entrée du cimetière", "derrière la médiathèque", "sur le mail des Tilleuls",
    ];

    private static readonly string[] What =
    [
        "planter des arbres", "installer des bancs à l'ombre", "sécuriser la traversée", "ouvrir un jardin partagé", "créer une piste cyclable",
        "rénover l'aire de jeux", "poser une fontaine à eau", "éclairer le chemin", "aménager un terrain de pétanque", "végétaliser la cour",
        "installer un composteur", "ralentir la circulation", "ouvrir un café associatif", "réparer les trottoirs", "créer une boîte à livres",
    ];

    private static readonly string[] Why =
    [
        "Les enfants y passent chaque matin et les voitures roulent trop vite.", "En été, il y fait plus de quarante degrés et personne ne s'y arrête.",
        "Les personnes âgées du quartier le demandent depuis des années.", "Le lieu est vide alors qu'il pourrait réunir les habitants.",
        "Cela coûterait peu et changerait beaucoup.", "D'autres communes l'ont fait, et les gens s'y retrouvent tous les jours.",
        "La biodiversité y gagnerait, et l'eau de pluie serait mieux absorbée.", "Nous sommes une dizaine de voisins prêts à aider à l'entretien.",
        "Le passage est sombre et beaucoup l'évitent le soir.", "Les poussettes et les fauteuils roulants ne peuvent pas y circuler.",
        "Une réunion avec les services permettrait de choisir le meilleur endroit.", "On pourrait commencer par un essai de quelques mois.",
        "Les commerçants y sont favorables.", "L'entretien pourrait être confié à un chantier d'insertion.",
    ];

    private static readonly string[] First =
    [
        "Camille", "Léa", "Manon", "Inès", "Sarah", "Jeanne", "Louise", "Zoé", "Amina", "Claire", "Hugo", "Lucas", "Nathan", "Karim", "Paul",
        "Antoine", "Mathis", "Théo", "Yanis", "Bruno", "Martine", "Françoise", "Gérard", "Nadia", "Olivier", "Sophie", "Thierry", "Valérie", "Rachid", "Émilie",
    ];

    private static readonly string[] Last =
    [
        "Martin", "Bernard", "Dubois", "Thomas", "Robert", "Richard", "Petit", "Durand", "Leroy", "Moreau", "Simon", "Laurent", "Lefebvre", "Michel",
        "Garcia", "David", "Bertrand", "Roux", "Vincent", "Fournier", "Morel", "Girard", "André", "Mercier", "Dupont", "Lambert", "Bonnet", "Benali", "Diallo", "Nguyen",
    ];

    public static IReadOnlyList<string> Names { get; } = [.. First.SelectMany(_ => Last, (first, last) => $"{first} {last}")];

    /// <summary>Between 30 and 80 characters.</summary>
    public static IReadOnlyList<string> Titles { get; } = [.. What.SelectMany(_ => Where, (what, where) => $"{char.ToUpperInvariant(what[0])}{what[1..]} {where}")];

    /// <summary>Markdown of about 300 characters; two of them make a proposal.</summary>
    public static IReadOnlyList<string> Paragraphs { get; } = [.. Enumerable.Range(0, 997).Select(i =>
        $"Je propose de **{What[i % What.Length]}** {Where[i % Where.Length]}. {Why[i % Why.Length]} {Why[(i * 5 + 3) % Why.Length]} "
        + $"{Why[(i * 3 + 7) % Why.Length]} Il faudrait aussi {What[(i + 4) % What.Length]} {Where[(i * 7 + 2) % Where.Length]}.")];

    /// <summary>What people answer: from one sentence to a paragraph, 170 characters in the mean.</summary>
    public static IReadOnlyList<string> Remarks { get; } = [.. Enumerable.Range(0, 499).Select(i => string.Join(' ',
        Enumerable.Range(0, 1 + i % 4).Select(k => Why[(i * 3 + k * 5) % Why.Length]).Prepend(i % 3 == 0 ? "D'accord avec vous." : "Bonne idée, à une condition :")))];
}
