/** How a sentence begins that tells the poll worker what to do, by language; and what stands where nothing is left to do. */

export const verbs: Readonly<Record<string, RegExp>> = {
  en: /^(Add|Announce|Ask|Bring|Call|Cancel|Check|Choose|Close|Compare|Count|Decide|Do not|Enter|Explain|First take|Give|Go on|Have|Install|Join|Keep|Leave|Let|Listen|Look|Make|Note|Open|Print|Raise|Read|Record|Register|Report|Say|Scan|Search|Send|Serve|Set|Settle|Show|Sign|Split|Stop|Suspend|Take|Tell|Turn|Type|Undo|Write)\b|^Then (announce|ask|repeat)\b/,
  es: /^(Agregue|Alto|Anote|Anule|Anuncie|Apart[ae]|Atienda|Avise|Busque|Cierre|Compare|Configure|Consulte|Cuente|Dé|Decida|Deje|Deshaga|Diga|Divida|Elija|Entregue|Escríbalo|Envíe|Escanee|Escriba|Escuche|Explique|Firme|Gire|Guarde|Haga|Imprima|Indique|Informe|Inscriba|Instale|Lea|Levante|Llame|Lleve|Marque|Mire|Muestre|No|Permita|Pida|Pregunte|Primero recoja|Que|Recoja|Registre|Repita|Retome|Retire|Siga|Suspenda|Tome|Una|Vea|Abra)(?![\p{L}])|^(Luego|Después) (anuncie|pregunte|repita)/u,
};

/** Titles of dialogs in Spanish are also infinitives, as the buttons that open them: "Anular la llegada". */
export const infinitives =
  /^¿?(Abrir|Agregar|Anotar|Anular|Cerrar|Configurar|Contar|Deshacer|Dividir|Escanear|Firmar|Informar|Instalar|Leer|Retirar|Suspender|Unir)(?![\p{L}])/u;

/** Not what to do, but that nothing is left to do: the act stands beside it, "Check in". */
export const nothingLeft: Readonly<Record<string, string>> = {
  en: "Ready to check in",
  es: "Listo para marcar la llegada",
};

export const mostWords = 15;

export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?]”?) (?=[¿¡“]?\p{Lu})/u)
    .map((one) => one.trim())
    .filter((one) => one !== "");

export const wordsIn = (sentence: string): number => sentence.split(/\s+/).length;
